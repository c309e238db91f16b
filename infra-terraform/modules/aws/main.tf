# From topology.yaml to everything that runs it on AWS.
module "topology" {
  source = "../topology"

  topology_file = var.topology_file
  environment   = var.environment
  name_prefix   = var.name_prefix
  cloud         = "aws"
}

data "aws_caller_identity" "current" {
  count = var.account_id == null ? 1 : 0
}

data "aws_region" "current" {
  count = var.region == null ? 1 : 0
}

data "aws_partition" "current" {}

locals {
  account = {
    id        = var.account_id != null ? var.account_id : one(data.aws_caller_identity.current[*].account_id)
    region    = var.region != null ? var.region : one(data.aws_region.current[*].id)
    partition = data.aws_partition.current.partition
  }
  system     = "${module.topology.name_prefix}${module.topology.name}"
  tags       = merge({ "ferry:system" = module.topology.name }, module.topology.tags, var.tags)
  handlers   = module.topology.handlers
  queues     = module.topology.queues
  from_topic = { for name, handler in local.handlers : name => handler if handler.topic != null }
  keeping    = { for name, handler in local.handlers : name => handler if handler.records && contains(["default", "dynamodb"], handler.store) }
  # What is said of a handler beside the file. Without try(): it makes everything unknown where one
  # part is, such as the ARN of a table that is made in the same plan.
  said = {
    for name in keys(local.handlers) : name => {
      entry_point = contains(keys(var.handlers), name) ? var.handlers[name].entry_point : null
      memory_mb   = contains(keys(var.handlers), name) ? var.handlers[name].memory_mb : null
      variables   = contains(keys(var.handlers), name) ? var.handlers[name].variables : {}
      secrets     = contains(keys(var.handlers), name) ? var.handlers[name].secrets : {}
      statements  = contains(keys(var.handlers), name) ? var.handlers[name].statements : []
    }
  }
}

module "messaging" {
  source = "./messaging"

  queues = local.queues
  topics = module.topology.topics
  subscriptions = {
    for name, handler in local.from_topic : name => {
      topic  = handler.topic
      queue  = handler.direct ? null : handler.queue
      filter = handler.filter
      name   = handler.resource_name
    }
  }
  account = local.account
  kms_key = var.kms_key
  tags    = local.tags
}

module "idempotency" {
  source = "./idempotency"
  count  = length(local.keeping) > 0 ? 1 : 0

  name                   = "${local.system}-records"
  existing               = var.records
  point_in_time_recovery = var.point_in_time_recovery
  deletion_protection    = var.deletion_protection
  account                = local.account
  kms_key                = var.kms_key
  tags                   = local.tags
}

locals {
  # Every variable of each handler's functions, secrets aside.
  environment = {
    for name, handler in local.handlers : name => merge(
      module.topology.variables,
      var.variables,
      local.said[name].variables,
      {
        FERRY_HANDLER = name
        FERRY_POLICY  = handler.policy
      },
      { for channel, variable in handler.channels : variable => try(module.messaging.queues[channel].address, module.messaging.topics[channel].address) },
      contains(keys(local.keeping), name) ? { FERRY_STORE = module.idempotency[0].address } : {},
      handler.direct ? { FERRY_ON_FAILURE = module.messaging.queues[handler.on_failure].arn } : {},
    )
  }

  # What a handler's function may do beside reading its queue.
  statements = {
    for name, handler in local.handlers : name => concat(
      [{
        sid       = "Send"
        actions   = ["sqs:SendMessage"]
        resources = sort(distinct([for channel in concat([handler.dead_letters], handler.parked == null ? [] : [handler.parked], handler.publishes) : module.messaging.queues[channel].arn if contains(keys(local.queues), channel)]))
        reason    = "dead letters, parked messages and the queues that it publishes to"
      }],
      length([for channel in handler.publishes : channel if contains(keys(module.topology.topics), channel)]) == 0 ? [] : [{
        sid       = "Publish"
        actions   = ["sns:Publish"]
        resources = [for channel in handler.publishes : module.messaging.topics[channel].arn if contains(keys(module.topology.topics), channel)]
        reason    = "the topics that it publishes to"
      }],
      contains(keys(local.keeping), name) ? [module.idempotency[0].statement] : [],
      local.said[name].statements,
    )
  }
}

# The package, once for all functions, where it is too large to be uploaded to each.
resource "aws_s3_object" "package" {
  # checkov:skip=CKV_AWS_186: the bucket's own encryption holds for it; kms_key is used where given.
  count = local.through_s3 ? 1 : 0

  bucket      = var.bucket
  key         = "${local.system}/${filesha256(var.package)}.zip"
  source      = var.package
  source_hash = filebase64sha256(var.package)
  kms_key_id  = var.kms_key
  tags        = local.tags

  lifecycle {
    precondition {
      condition     = var.bucket != null
      error_message = "The package has ${local.package_bytes} bytes, more than direct_upload_megabytes: name a bucket for it."
    }
  }
}

locals {
  package_bytes = floor(length(filebase64(var.package)) / 4) * 3
  through_s3    = local.package_bytes > var.direct_upload_megabytes * 1000000
  uploaded      = local.through_s3 ? { bucket = one(aws_s3_object.package[*].bucket), key = one(aws_s3_object.package[*].key) } : null
}

module "function" {
  source   = "./function"
  for_each = local.handlers

  name                 = each.value.resource_name
  package              = var.package
  uploaded             = local.uploaded
  entry_point          = coalesce(local.said[each.key].entry_point, var.entry_point)
  runtime              = var.runtime
  architecture         = var.architecture
  snap_start           = var.snap_start
  memory_mb            = coalesce(local.said[each.key].memory_mb, var.memory_mb)
  timeout_seconds      = each.value.timeout_seconds
  environment          = local.environment[each.key]
  secrets              = merge(module.topology.secrets, local.said[each.key].secrets)
  batch_size           = each.value.batch_size
  batch_window_seconds = each.value.batch_window_seconds
  concurrency          = each.value.concurrency
  statements           = local.statements[each.key]
  recursive_loop       = each.value.automatic_redrive
  log_retention_days   = var.log_retention_days
  tracing              = var.tracing
  kms_key              = var.kms_key
  vpc                  = var.vpc
  permission_boundary  = var.permission_boundary
  account              = local.account
  tags                 = local.tags

  source_queue = each.value.direct ? null : {
    arn                  = module.messaging.queues[each.value.queue].arn
    ordered              = local.queues[each.value.queue].ordered
    ack_deadline_seconds = local.queues[each.value.queue].ack_deadline_seconds
  }
  source_topic = !each.value.direct ? null : {
    arn             = module.messaging.topics[each.value.topic].arn
    filter          = each.value.filter
    undelivered_arn = module.messaging.undelivered[each.key].arn
    on_failure_arn  = module.messaging.queues[each.value.on_failure].arn
  }

  # Its ARNs are built from names, so that only this says what has to be there first.
  depends_on = [module.messaging, module.idempotency]
}

# A topic brings a direct handler what is new. What is sent back comes by the handler's own queue, which a function of another
# kind reads: the package's entry point for queues.
module "redriven" {
  source   = "./function"
  for_each = { for name, handler in local.handlers : name => handler if handler.direct }

  name                 = "${each.value.resource_name}-redriven"
  package              = var.package
  uploaded             = local.uploaded
  entry_point          = var.entry_point
  runtime              = var.runtime
  architecture         = var.architecture
  snap_start           = var.snap_start
  memory_mb            = coalesce(local.said[each.key].memory_mb, var.memory_mb)
  timeout_seconds      = each.value.timeout_seconds
  environment          = local.environment[each.key]
  secrets              = merge(module.topology.secrets, local.said[each.key].secrets)
  batch_size           = each.value.batch_size
  batch_window_seconds = each.value.batch_window_seconds
  concurrency          = each.value.concurrency
  statements           = local.statements[each.key]
  recursive_loop       = each.value.automatic_redrive
  log_retention_days   = var.log_retention_days
  tracing              = var.tracing
  kms_key              = var.kms_key
  vpc                  = var.vpc
  permission_boundary  = var.permission_boundary
  account              = local.account
  tags                 = local.tags

  source_queue = {
    arn                  = module.messaging.queues[each.value.queue].arn
    ordered              = local.queues[each.value.queue].ordered
    ack_deadline_seconds = local.queues[each.value.queue].ack_deadline_seconds
  }

  depends_on = [module.messaging, module.idempotency]
}

module "operations" {
  source   = "./operations"
  for_each = local.handlers

  name             = each.value.resource_name
  environment      = local.environment[each.key]
  schedule_minutes = var.dead_letter_schedule_minutes
  source_queue     = { arn = module.messaging.queues[each.value.queue].arn }
  dead_letters     = { arn = module.messaging.queues[each.value.dead_letters].arn }
  parked           = each.value.parked == null ? null : { arn = module.messaging.queues[each.value.parked].arn }
  account          = local.account
  tags             = local.tags
  function = {
    package             = var.package
    uploaded            = local.uploaded
    runtime             = var.runtime
    architecture        = var.architecture
    log_retention_days  = var.log_retention_days
    tracing             = var.tracing
    kms_key             = var.kms_key
    vpc                 = var.vpc
    permission_boundary = var.permission_boundary
  }

  depends_on = [module.messaging]
}

module "observability" {
  source = "./observability"

  name   = local.system
  region = local.account.region
  alarms = var.alarms
  tags   = local.tags
  handlers = {
    for name, handler in local.handlers : name => {
      function        = handler.resource_name
      functions       = concat(["${handler.resource_name}-dead-letters", "${handler.resource_name}-redrive"], handler.direct ? ["${handler.resource_name}-redriven"] : [])
      source          = handler.queue
      queue           = module.messaging.queues[handler.queue].name
      dead_letters    = module.messaging.queues[handler.dead_letters].name
      parked          = try(module.messaging.queues[handler.parked].name, null)
      undelivered     = try(module.messaging.undelivered[name].name, null)
      max_age_seconds = handler.max_age_seconds
    }
  }
}
