# From topology.yaml to everything that runs it on Google Cloud.
module "topology" {
  source = "../topology"

  topology_file = var.topology_file
  environment   = var.environment
  name_prefix   = var.name_prefix
  cloud         = "google"
}

data "google_project" "this" {
  count = var.project_number == null ? 1 : 0

  project_id = var.project
}

locals {
  account = {
    id     = var.project
    number = var.project_number != null ? var.project_number : one(data.google_project.this[*].number)
    region = var.region
  }
  system     = "${module.topology.name_prefix}${module.topology.name}"
  labels     = { for key, value in merge({ ferry-system = module.topology.name }, module.topology.tags, var.tags) : lower(replace(key, "/[^A-Za-z0-9_-]/", "-")) => lower(replace(value, "/[^A-Za-z0-9_-]/", "-")) }
  handlers   = module.topology.handlers
  queues     = module.topology.queues
  from_topic = { for name, handler in local.handlers : name => handler if handler.topic != null }
  keeping    = { for name, handler in local.handlers : name => handler if handler.records && contains(["default", "firestore"], handler.store) }
  # What is said of a handler beside the file.
  said = {
    for name in keys(local.handlers) : name => {
      entry_point = contains(keys(var.handlers), name) ? var.handlers[name].entry_point : null
      memory_mb   = contains(keys(var.handlers), name) ? var.handlers[name].memory_mb : null
      variables   = contains(keys(var.handlers), name) ? var.handlers[name].variables : {}
      secrets     = contains(keys(var.handlers), name) ? var.handlers[name].secrets : {}
      databases   = contains(keys(var.handlers), name) ? var.handlers[name].databases : {}
      roles       = contains(keys(var.handlers), name) ? var.handlers[name].roles : []
    }
  }
}

# --- The package: functions are built from an object of a bucket.

resource "google_storage_bucket" "packages" {
  # checkov:skip=CKV_GCP_62: who reads packages is in the project's audit log; a bucket for access logs would need one itself.
  count = var.bucket == null ? 1 : 0

  project                     = var.project
  name                        = "${var.project}-${local.system}-packages"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  labels                      = local.labels

  # An older function can be built again from its own package.
  versioning {
    enabled = true
  }

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      default_kms_key_name = encryption.value
    }
  }
}

resource "google_storage_bucket_object" "package" {
  bucket = var.bucket == null ? google_storage_bucket.packages[0].name : var.bucket
  name   = "${local.system}/${filesha256(var.package)}.zip"
  source = var.package
}

# --- Where messages go.

module "messaging" {
  source = "./messaging"

  queues  = local.queues
  topics  = module.topology.topics
  account = local.account
  kms_key = var.kms_key
  labels  = local.labels
}

module "idempotency" {
  source = "./idempotency"
  count  = length(local.keeping) > 0 ? 1 : 0

  name                   = "${local.system}-records"
  existing               = var.records
  location               = var.records_location
  point_in_time_recovery = var.point_in_time_recovery
  deletion_protection    = var.deletion_protection
  kms_key                = var.kms_key
  account                = local.account
}

# --- What handles them.

locals {
  # Every variable of each handler's functions, secrets and those of its callers aside.
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
    )
  }

  # The topics that a handler's function publishes to, beside its own.
  publishes = {
    for name, handler in local.handlers : name => {
      for channel in distinct(compact(concat([handler.dead_letters, handler.parked], handler.publishes))) :
      channel => try(module.messaging.queues[channel].id, module.messaging.topics[channel].id)
    }
  }
}

module "function" {
  source   = "./function"
  for_each = local.handlers

  name                  = each.value.resource_name
  source_archive        = { bucket = google_storage_bucket_object.package.bucket, object = google_storage_bucket_object.package.name }
  entry_point           = coalesce(local.said[each.key].entry_point, var.entry_point)
  runtime               = var.runtime
  memory_mb             = coalesce(local.said[each.key].memory_mb, var.memory_mb)
  timeout_seconds       = each.value.timeout_seconds
  concurrency           = each.value.concurrency
  requests_at_once      = var.requests_at_once
  min_instances         = var.min_instances
  environment           = local.environment[each.key]
  secrets               = merge(module.topology.secrets, local.said[each.key].secrets)
  publishes             = local.publishes[each.key]
  databases             = merge(contains(keys(local.keeping), each.key) ? { records = module.idempotency[0].id } : {}, local.said[each.key].databases)
  roles                 = local.said[each.key].roles
  ingress               = var.ingress
  build_service_account = var.build_service_account
  vpc                   = var.vpc
  kms_key               = var.kms_key
  account               = local.account
  labels                = local.labels

  source_queue = {
    name                  = module.messaging.queues[each.value.queue].name
    topic                 = module.messaging.queues[each.value.queue].id
    ordered               = local.queues[each.value.queue].ordered
    ack_deadline_seconds  = local.queues[each.value.queue].ack_deadline_seconds
    retention_seconds     = local.queues[each.value.queue].retention_seconds
    initial_delay_seconds = each.value.initial_delay_seconds
    max_delay_seconds     = each.value.max_delay_seconds
    max_deliveries        = local.queues[each.value.queue].max_deliveries
    dead_letter_topic     = module.messaging.queues[each.value.dead_letters].id
  }
  source_topic = each.value.topic == null ? null : {
    id     = module.messaging.topics[each.value.topic].id
    filter = each.value.filter
    direct = each.value.direct
  }

  # Ids are built from names, so that only this says what has to be there first.
  depends_on = [module.messaging, module.idempotency]
}

module "operations" {
  source   = "./operations"
  for_each = local.handlers

  name             = each.value.resource_name
  environment      = local.environment[each.key]
  schedule_minutes = var.dead_letter_schedule_minutes
  operators        = var.operators
  source_queue     = { id = module.messaging.queues[each.value.queue].id }
  dead_letters     = { subscription = module.messaging.queues[each.value.dead_letters].subscription }
  parked           = each.value.parked == null ? null : { id = module.messaging.queues[each.value.parked].id, subscription = module.messaging.queues[each.value.parked].subscription }
  account          = local.account
  labels           = local.labels
  function = {
    source_archive        = { bucket = google_storage_bucket_object.package.bucket, object = google_storage_bucket_object.package.name }
    runtime               = var.runtime
    build_service_account = var.build_service_account
    kms_key               = var.kms_key
    vpc                   = var.vpc
  }

  depends_on = [module.messaging]
}

module "observability" {
  source = "./observability"

  name    = local.system
  account = local.account
  alarms  = var.alarms
  labels  = local.labels
  handlers = {
    for name, handler in local.handlers : name => {
      function                 = handler.resource_name
      functions                = ["${handler.resource_name}-dead-letters", "${handler.resource_name}-redrive"]
      subscriptions            = module.function[name].subscriptions
      dead_letters             = module.messaging.queues[handler.dead_letters].name
      parked                   = try(module.messaging.queues[handler.parked].name, null)
      parked_retention_seconds = try(local.queues[handler.parked].retention_seconds, 1209600)
      max_age_seconds          = handler.max_age_seconds
    }
  }
}
