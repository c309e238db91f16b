# From topology.yaml to everything that runs it on Azure.
module "topology" {
  source = "../topology"

  topology_file = var.topology_file
  environment   = var.environment
  name_prefix   = var.name_prefix
  cloud         = "azure"
}

locals {
  account = {
    subscription_id = var.subscription_id
    resource_group  = var.resource_group
    location        = var.location
  }
  system = "${module.topology.name_prefix}${module.topology.name}"
  # Names of apps, namespaces and storage accounts are unique in the world: these are so for one system in one resource group.
  unique     = coalesce(var.unique, substr(sha1("${var.subscription_id}/${var.resource_group}/${local.system}"), 0, 6))
  tags       = merge({ ferry-system = module.topology.name }, module.topology.tags, var.tags)
  handlers   = module.topology.handlers
  queues     = { for name, queue in module.topology.queues : name => merge(queue, { address_parameters = module.topology.address_parameters[name] }) }
  from_topic = { for name, handler in local.handlers : name => handler if handler.topic != null }
  keeping    = { for name, handler in local.handlers : name => handler if handler.records && contains(["default", "azure-tables"], handler.store) }

  # What is said of a handler beside the file.
  said = {
    for name in keys(local.handlers) : name => {
      function  = contains(keys(var.handlers), name) ? var.handlers[name].function : null
      memory_mb = contains(keys(var.handlers), name) ? var.handlers[name].memory_mb : null
      variables = contains(keys(var.handlers), name) ? var.handlers[name].variables : {}
      secrets   = contains(keys(var.handlers), name) ? var.handlers[name].secrets : {}
      tables    = contains(keys(var.handlers), name) ? var.handlers[name].tables : {}
      roles     = contains(keys(var.handlers), name) ? var.handlers[name].roles : []
    }
  }
  function = {
    for name, handler in local.handlers : name =>
    coalesce(local.said[name].function, local.queues[handler.queue].ordered ? var.functions.ordered : var.functions.handler)
  }
  handling = distinct(concat([var.functions.handler, var.functions.ordered], values(local.function)))
}

# --- Where messages go.

module "messaging" {
  source = "./messaging"

  name      = "${local.system}-${local.unique}"
  namespace = var.namespace
  queues    = local.queues
  topics    = module.topology.topics
  subscriptions = {
    for name, handler in local.from_topic : name => {
      topic  = handler.topic
      queue  = handler.queue
      filter = handler.filter
      name   = handler.resource_name
    }
  }
  sku                   = var.sku
  capacity              = var.capacity
  public_network_access = var.public_network_access
  account               = local.account
  tags                  = local.tags
}

# The host of every function needs an account, also where no records are kept.
module "idempotency" {
  source = "./idempotency"

  name            = "${substr(replace(local.system, "-", ""), 0, 24 - length(local.unique))}${local.unique}"
  storage_account = var.storage_account
  replication     = var.replication
  account         = local.account
  tags            = local.tags
}

module "observability" {
  source = "./observability"

  name               = "${local.system}-ferry"
  namespace_id       = module.messaging.namespace.id
  alarms             = var.alarms
  log_retention_days = var.log_retention_days
  account            = local.account
  tags               = local.tags
  handlers = {
    for name, handler in local.handlers : name => {
      function        = "${handler.resource_name}-${local.unique}"
      functions       = ["${handler.resource_name}-operations-${local.unique}"]
      queue           = module.messaging.queues[handler.queue].name
      dead_letters    = module.messaging.queues[handler.dead_letters].name
      parked          = try(module.messaging.queues[handler.parked].name, null)
      subscription    = handler.topic == null ? null : "${module.messaging.topics[handler.topic].name}/subscriptions/${handler.resource_name}"
      max_age_seconds = handler.max_age_seconds
    }
  }
}

# --- What handles them.

locals {
  # Every setting of each handler's apps, secrets and those of the host aside.
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
      # Service Bus has dead letters of its own, in the handler's queue.
      { "${handler.channels[handler.dead_letters]}_NATIVE" = module.messaging.queues[handler.queue].native },
      contains(keys(local.keeping), name) ? { FERRY_STORE = module.idempotency.address } : {},
    )
  }

  # Where a handler's function sends to: its own queue, for the copies that are its retries, dead letters, parked messages, what it publishes.
  sends = {
    for name, handler in local.handlers : name => {
      for channel in distinct(compact(concat([handler.queue, handler.dead_letters, handler.parked], handler.publishes))) :
      channel => try(module.messaging.queues[channel].id, module.messaging.topics[channel].id)
    }
  }
  storage  = { for part in ["id", "blob", "queue", "table"] : part => module.idempotency.storage_account[part] }
  insights = { id = module.observability.insights_id, connection_string = module.observability.connection_string }
}

module "function" {
  source   = "./function"
  for_each = local.handlers

  name             = each.value.resource_name
  unique           = local.unique
  package          = var.package
  function         = local.function[each.key]
  disabled         = sort(setsubtract(concat(local.handling, [var.functions.dead_letters, var.functions.redrive]), [local.function[each.key]]))
  runtime          = var.runtime
  memory_mb        = coalesce(local.said[each.key].memory_mb, var.memory_mb)
  timeout_seconds  = each.value.timeout_seconds
  concurrency      = each.value.concurrency
  batch_size       = each.value.batch_size
  requests_at_once = var.requests_at_once
  min_instances    = var.min_instances
  zone_redundant   = var.zone_redundant
  environment      = local.environment[each.key]
  secrets          = merge(module.topology.secrets, local.said[each.key].secrets)
  key_vault        = var.key_vault
  source_queue     = module.messaging.queues[each.value.queue].name
  receives         = { source = module.messaging.queues[each.value.queue].id }
  sends            = local.sends[each.key]
  tables           = merge(contains(keys(local.keeping), each.key) ? { records = module.idempotency.table_id } : {}, local.said[each.key].tables)
  roles            = local.said[each.key].roles
  namespace_host   = module.messaging.namespace.host
  storage          = local.storage
  insights         = local.insights
  vpc              = var.vpc
  account          = local.account
  tags             = local.tags

  # Ids are built from names, so that only this says what has to be there first.
  depends_on = [module.messaging, module.idempotency]
}

module "operations" {
  source   = "./operations"
  for_each = local.handlers

  name             = each.value.resource_name
  environment      = local.environment[each.key]
  schedule_minutes = var.dead_letter_schedule_minutes
  functions        = { dead_letters = var.functions.dead_letters, redrive = var.functions.redrive }
  source_queue     = { id = module.messaging.queues[each.value.queue].id }
  dead_letters     = { id = module.messaging.queues[each.value.dead_letters].id }
  parked           = each.value.parked == null ? null : { id = module.messaging.queues[each.value.parked].id }
  account          = local.account
  tags             = local.tags
  function = {
    package        = var.package
    unique         = local.unique
    others         = local.handling
    runtime        = var.runtime
    memory_mb      = var.memory_mb
    zone_redundant = var.zone_redundant
    vpc            = var.vpc
    namespace_host = module.messaging.namespace.host
    storage        = local.storage
    insights       = local.insights
  }

  depends_on = [module.messaging, module.idempotency]
}
