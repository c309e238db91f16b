# Every queue with its defaults, also those that the file need not name: a handler's own behind a
# topic, dead letters, parked ones.
locals {
  day           = 86400000
  default_bytes = min(262144, local.host.broker.maxTopicMessageBytes)

  topics = {
    for name, said in local.topics_said : name => {
      name              = name
      resource_name     = "${local.name_prefix}${name}${try(tobool(said.ordered), false) ? local.suffix : ""}"
      ordered           = try(tobool(said.ordered), false)
      max_message_bytes = try(local.bytes[said.maxMessageSize], local.default_bytes)
      existing          = try(tostring(said.existing), null)
    }
  }

  # What a queue's defaults follow from: the topic before it, the handler behind it.
  surroundings = {
    for name, handler in local.handlers_said : name => {
      queue  = local.queue_names[name]
      said   = merge(can(local.sources_said[name].topic) ? try(local.sources_said[name].ownQueue, {}) : try(local.queues_said[local.queue_names[name]], {}), {})
      topic  = try(tostring(local.sources_said[name].topic), null)
      millis = local.timeout_millis[name] * 6 + local.window_millis[name]
    }
  }
  queue_names    = { for name, source in local.sources_said : name => can(source.topic) ? name : try(tostring(source.queue), "") }
  timeout_millis = { for name, said in local.handlers_said : name => try(local.millis[said.timeout], try(local.millis[said.budget], 30000) + 10000) }
  window_millis  = { for name, said in local.handlers_said : name => try(local.millis[said.batch.window], 0) }

  queues_of_nobody = {
    for name, said in local.queues_said : name => merge(said, { default_ack = 30000, default_ordered = false, default_bytes = local.default_bytes })
    if !contains(values(local.queue_names), name)
  }
  queues_read = {
    for handler, around in local.surroundings : around.queue => merge(around.said, {
      default_ack     = min(max(around.millis, 30000), 43200000)
      default_ordered = try(local.topics[around.topic].ordered, false)
      default_bytes   = try(local.topics[around.topic].max_message_bytes, local.default_bytes)
    })...
    if around.topic != null || contains(keys(local.queues_said), around.queue)
  }
  queues_alive = {
    for name, said in merge(local.queues_of_nobody, { for name, several in local.queues_read : name => several[0] }) : name => {
      ordered           = try(tobool(said.ordered), said.default_ordered)
      delay             = try(local.millis[said.delay], 0)
      retention         = try(local.millis[said.retention], 4 * local.day)
      ack_deadline      = try(local.millis[said.ackDeadline], said.default_ack)
      max_message_bytes = try(local.bytes[said.maxMessageSize], said.default_bytes)
      dedup_window      = try(local.millis[said.dedupWindow], 0)
      existing          = try(tostring(said.existing), null)
    }
  }

  grave_names = { for name, said in local.handlers_said : name => {
    dead   = try(tostring(said.deadLetter.queue), "${local.queue_names[name]}-dead")
    parked = try(tostring(said.redrive.parkQueue), "${local.queue_names[name]}-parked")
  } }
  graves = {
    for grave in flatten([
      for handler, names in local.grave_names : [
        for name in values(names) : { name = name, source = local.queue_names[handler] } if name != "none"
      ]
      ]) : grave.name => {
      ordered           = try(local.queues_alive[grave.source].ordered, false)
      delay             = 0
      retention         = 14 * local.day
      ack_deadline      = 30000
      max_message_bytes = try(local.queues_alive[grave.source].max_message_bytes, local.default_bytes)
      dedup_window      = 0
      existing          = null
    }...
    if !contains(keys(local.queues_said), grave.name)
  }

  # Fitted to the host, and each told what it is for.
  queues = {
    for name, queue in merge({ for name, several in local.graves : name => several[0] }, local.queues_alive) : name => {
      name                 = name
      resource_name        = "${local.name_prefix}${name}${queue.ordered ? local.suffix : ""}"
      ordered              = queue.ordered
      delay_seconds        = queue.delay / 1000
      retention_seconds    = queue.retention / 1000
      ack_deadline_seconds = ceil(min(queue.ack_deadline, local.host.broker.longestAckDeadline) / 1000)
      max_message_bytes    = queue.max_message_bytes
      dedup_window_seconds = (
        queue.ordered && local.host.broker.dedup.orderedOnly && queue.dedup_window == 0 ? local.host.broker.dedup.shortest : queue.dedup_window
      ) / 1000
      existing       = queue.existing
      max_deliveries = min(local.host.broker.maxDeliveries, 1000, floor(queue.retention / 2 / max(1, min(queue.ack_deadline, local.host.broker.longestAckDeadline))))
      handler        = try([for handler, source in local.queue_names : handler if source == name][0], null)
      dead_letters   = try([for handler, source in local.queue_names : local.grave_names[handler].dead if source == name][0], null)
      dead_of        = try([for handler, names in local.grave_names : local.queue_names[handler] if names.dead == name][0], null)
      parked_of      = try([for handler, names in local.grave_names : local.queue_names[handler] if names.parked == name][0], null)
    }
  }

  # What the wire does not tell of a queue of Service Bus, so that its address has to: ServiceBusAddress in Java, the test
  # TerraformTopologyTest holds one to the other. Of one that is there already nobody here knows how often it delivers.
  address_parameters = {
    for name, queue in local.queues : name => var.cloud != "azure" ? {} : merge(
      queue.ordered ? { sessions = "true" } : {},
      queue.dedup_window_seconds > 0 ? { duplicates = "${queue.dedup_window_seconds}s" } : {},
      queue.existing == null ? { deliveries = tostring(queue.max_deliveries) } : {},
    )
  }
}
