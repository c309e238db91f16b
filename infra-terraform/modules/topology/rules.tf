# Rules of more than one value: nothing is lost, nothing is fed by what is not there.
locals {
  problems_of_channels = concat(
    flatten([
      for path, said in local.queues_by_path : concat(
        can(said.partitions) && !local.host.broker.partitions ? ["${path}.partitions: ${var.cloud} has no number of partitions to choose: it orders by key without; remove it"] : [],
        try(local.bytes[said.maxMessageSize], 0) > local.host.broker.maxMessageBytes ? ["${path}.maxMessageSize: ${var.cloud} takes at most ${local.host.broker.maxMessageBytes} bytes"] : [],
        try(local.bytes[said.maxMessageSize], 1024) < 1024 ? ["${path}.maxMessageSize: is less than 1KiB"] : [],
        try(startswith(said.existing, "arn:"), false) && !local.host.broker.namedByArn ? ["${path}.existing: ${var.cloud} does not know ARNs"] : [],
        try(local.millis[said.dedupWindow], 0) == 0 ? [] : concat(
          local.millis[said.dedupWindow] < local.host.broker.dedup.shortest || local.millis[said.dedupWindow] > local.host.broker.dedup.longest ? ["${path}.dedupWindow: ${var.cloud} remembers from ${local.host.broker.dedup.shortest / 1000}s to ${local.host.broker.dedup.longest / 1000}s"] : [],
          local.host.broker.dedup.orderedOnly && !try(said.ordered, false) ? ["${path}.dedupWindow: ${var.cloud} remembers deduplication ids in ordered queues only"] : [],
        ),
      )
    ]),
    flatten([
      for name, topic in local.topics : concat(
        topic.max_message_bytes > local.host.broker.maxTopicMessageBytes ? ["topics.${name}.maxMessageSize: ${var.cloud} takes at most ${local.host.broker.maxTopicMessageBytes} bytes"] : [],
        topic.max_message_bytes < 1024 ? ["topics.${name}.maxMessageSize: is less than 1KiB"] : [],
        try(startswith(topic.existing, "arn:"), false) && !local.host.broker.namedByArn ? ["topics.${name}.existing: ${var.cloud} does not know ARNs"] : [],
        contains(keys(local.queues), name) ? ["topics.${name}: a queue has that name too"] : [],
      )
    ]),
    [for name, queue in local.queues : "queues.${name}: its name is longer than 80 characters" if length(queue.resource_name) > 80],
    [for name in distinct(concat(keys(merge(try(local.over.queues, {}), {})))) : "environments.${var.environment}.queues.${name}: changes a queue that the file does not have" if !contains(keys(local.queues_said), name)],
    [for name in distinct(concat(keys(merge(try(local.over.topics, {}), {})))) : "environments.${var.environment}.topics.${name}: changes a topic that the file does not have" if !contains(keys(local.topics_said), name)],
    [for name in keys(local.over_handlers) : "environments.${var.environment}.handlers.${name}: changes a handler that the file does not have" if !contains(keys(local.handlers_said), name)],
    [for name, said in local.variables_said : "variables.${name}: has not one of a value and a secret" if can(said.value) == can(said.secret)],
    [for name, said in local.variables_said : "variables.${name}: is Ferry's own, or no name of a variable" if !can(regex("^[A-Za-z][A-Za-z0-9_]{1,99}$", name)) || startswith(name, "FERRY_")],
    sum(concat([0], [for name, said in local.variables_said : length(name) + try(length(said.value), 0)])) > local.host.runs.maxVariablesBytes ? ["variables: ${var.cloud} takes ${local.host.runs.maxVariablesBytes} bytes of names and values in all"] : [],
  )

  # All backoffs, and all runs, before jitter. The exponent is bounded where the power would overflow.
  total_millis = {
    for name, filled in local.handlers_filled : name => filled.budget * filled.attempts + sum(concat([0], [
      for attempt in range(max(0, min(filled.attempts, 990) - 1)) :
      min(filled.initial * pow(filled.multiplier, filled.multiplier >= 2 ? min(attempt, 300) : attempt), filled.max_delay)
    ]))
  }

  graves_of = { for name, names in local.grave_names : name => [for grave in values(names) : grave if grave != "none"] }

  problems_of_handlers = flatten([
    for name, said in local.handlers_said : concat(
      contains(keys(local.queues), local.queue_names[name]) ? [] : ["handlers.${name}.source: there is no queue '${local.queue_names[name]}'"],
      can(said.source.topic) && !contains(keys(local.topics), try(said.source.topic, "")) ? ["handlers.${name}.source.topic: there is no topic '${try(said.source.topic, "")}'"] : [],
      can(said.source.topic) == can(said.source.queue) ? ["handlers.${name}.source: has not one of a queue and a topic"] : [],
      length([for other, queue in local.queue_names : other if queue == local.queue_names[name]]) > 1 ? ["handlers.${name}.source: another handler reads that queue too"] : [],
      [for channel in local.handlers_filled[name].publishes : "handlers.${name}.publishes: there is no channel '${channel}'" if !contains(concat(keys(local.queues_said), keys(local.topics)), channel)],
      contains(local.handlers_filled[name].publishes, can(said.source.topic) ? (length(merge(try(said.source.filter, {}), {})) == 0 ? said.source.topic : "") : local.queue_names[name]) ? ["handlers.${name}.publishes: is where its own messages come from: an endless loop"] : [],

      can(said.id.field) ? ["handlers.${name}.id.field: functions on ${var.cloud} do not read the id from the body; find it in the code, with readingIdsBy"] : [],
      can(said.id.field) && can(said.id.attribute) ? ["handlers.${name}.id: is in both an attribute and a field"] : [],
      try(said.ordering, "") == "by-key" && !local.handlers_filled[name].ordered_queue ? ["handlers.${name}.ordering: is by-key, but its queue on ${var.cloud} is not ordered"] : [],
      try(said.ordering, "") == "none" && local.handlers_filled[name].ordered_queue ? ["handlers.${name}.ordering: is none, but functions on ${var.cloud} keep the order of an ordered queue; make the queue unordered"] : [],
      try(said.retry.delay, "") == "exact" && local.host.redelivery.precision == "broker" ? ["handlers.${name}.retry.delay: ${var.cloud} has one backoff for all messages of a subscription"] : [],
      try(said.retry.delay, "") == "exact" && local.host.redelivery.atOnceIfOrdered && local.handlers_filled[name].ordered_queue ? ["handlers.${name}.retry.delay: ${var.cloud} gives a failed message of an ordered queue back at once"] : [],

      local.handlers_filled[name].guarantee != "at-least-once" && !local.handlers_filled[name].records ? ["handlers.${name}.idempotency.enabled: is false, but ${local.handlers_filled[name].guarantee} needs records"] : [],
      local.handlers_filled[name].guarantee == "at-least-once" && local.handlers_filled[name].records ? ["handlers.${name}.idempotency.enabled: is true, but at-least-once looks nothing up"] : [],
      local.handlers_filled[name].guarantee == "at-most-once" && local.handlers_filled[name].attempts + local.handlers_filled[name].quick > 1 ? ["handlers.${name}.retry: asks for more than one run, but at-most-once allows one"] : [],
      local.handlers_filled[name].quick * local.handlers_filled[name].quick_delay >= local.handlers_filled[name].budget ? ["handlers.${name}.retry.quickRetries: wait longer than the budget of a run"] : [],

      can(said.batch.size) && local.window_millis[name] == 0 && local.batch_sizes[name] > local.host.batches.maxWithoutWindow ? ["handlers.${name}.batch.size: ${var.cloud} takes more than ${local.host.batches.maxWithoutWindow} only if it waits for them; set batch.window to 1s or more"] : [],
      local.window_millis[name] > local.host.batches.longestOrderedWindow && local.handlers_filled[name].ordered_queue ? ["handlers.${name}.batch.window: ${var.cloud} has none for an ordered queue"] : [],

      try(local.queues[local.queue_names[name]].max_deliveries, 1000) < local.handlers_filled[name].attempts + 10 ? ["handlers.${name}.retry.attempts: is ${local.handlers_filled[name].attempts}, but ${var.cloud} delivers ${try(local.queues[local.queue_names[name]].max_deliveries, 0)} times within half the retention, and 10 are to spare"] : [],
      !local.host.redelivery.leaseRenewed && try(local.queues[local.queue_names[name]].ack_deadline_seconds * 1000, local.day) < min(local.host.broker.longestAckDeadline, local.host.redelivery.timeoutsInLease * local.timeout_millis[name] + local.window_millis[name]) ? ["handlers.${name}: the ackDeadline of its queue is below what ${var.cloud} needs: ${local.host.redelivery.timeoutsInLease} x its timeout, and its batch window"] : [],
      try(local.queues[local.queue_names[name]].ack_deadline_seconds * 1000, local.day) < local.timeout_millis[name] && !local.host.redelivery.leaseRenewed ? ["handlers.${name}.timeout: is longer than ${var.cloud} hides a message"] : [],
      try(local.queues[local.queue_names[name]].delay_seconds * 1000, 0) + local.total_millis[name] > local.handlers_filled[name].max_age ? ["handlers.${name}.retry: all attempts may take ${ceil(local.total_millis[name] / 1000)}s, but a message may be only ${local.handlers_filled[name].max_age / 1000}s old"] : [],

      local.handlers_filled[name].dead == local.queue_names[name] || local.handlers_filled[name].parked == local.queue_names[name] || local.handlers_filled[name].dead == local.handlers_filled[name].parked ? ["handlers.${name}.deadLetter: queue, dead letters and parked ones are not three different queues"] : [],
      contains(flatten([for other, graves in local.graves_of : graves]), local.queue_names[name]) ? ["handlers.${name}.source: dead letters wait there"] : [],
      [for grave in local.graves_of[name] : "handlers.${name}: '${grave}' keeps messages no longer than its queue, where on SQS their age goes on" if try(local.queues[grave].retention_seconds * 1000, 0) <= local.retention_millis[name]],
      [for grave in local.graves_of[name] : "handlers.${name}: '${grave}' and its queue are not both ordered, or both not" if try(local.queues[grave].ordered, false) != local.handlers_filled[name].ordered_queue],
      local.handlers_filled[name].rounds > 0 && local.handlers_filled[name].parked == null ? ["handlers.${name}.redrive.parkQueue: is none, but what fails after its rounds must be kept somewhere"] : [],
      local.handlers_filled[name].rounds == 0 && local.handlers_filled[name].automatic ? ["handlers.${name}.redrive.mode: is automatic, but there are no rounds to begin"] : [],

      length(base64encode(local.policies[name])) / 4 * 3 > 2048 ? ["handlers.${name}: its policy is longer than 2048 bytes; publish to fewer channels, or shorten names"] : [],
      length(local.handlers[name].resource_name) > 50 ? ["handlers.${name}: its name is longer than 50 characters"] : [],
      local.problems_of_topic_sources[name],
    )
  ])

  problems_of_topic_sources = {
    for name, handler in local.handlers : name => handler.topic == null ? [] : concat(
      length(handler.filter) > local.host.broker.filter.attributes ? ["handlers.${name}.source.filter: ${var.cloud} takes ${local.host.broker.filter.attributes} attributes"] : [],
      try(length(setproduct(values(handler.filter)...)), 1) > local.host.broker.filter.combinations ? ["handlers.${name}.source.filter: ${var.cloud} takes ${local.host.broker.filter.combinations} combinations of values"] : [],
      local.filter_lengths[name] > local.host.broker.filter.expression ? ["handlers.${name}.source.filter: ${var.cloud} takes ${local.host.broker.filter.expression} bytes of it; this takes ${local.filter_lengths[name]}"] : [],
      handler.direct && local.host.runs.directGivesUp == null ? ["handlers.${name}.source.direct: ${var.cloud} needs a queue between the topic and the handler"] : [],
      handler.direct && handler.on_failure == null ? ["handlers.${name}.source.direct: needs onFailure, a queue for what ${var.cloud} gives up"] : [],
      handler.direct && !can(local.handlers_said[name].retry.maxAge) ? ["handlers.${name}.source.direct: needs retry.maxAge, below when ${var.cloud} gives up"] : [],
      handler.direct && handler.max_age_seconds * 1000 >= coalesce(local.host.runs.directGivesUp, 1) ? ["handlers.${name}.retry.maxAge: ${var.cloud} gives a direct call up before"] : [],
      handler.direct && !handler.records ? ["handlers.${name}.source.direct: needs records"] : [],
      !handler.direct && handler.on_failure != null ? ["handlers.${name}.source.onFailure: is only for a direct source"] : [],
      handler.on_failure != null && !contains(keys(local.queues_said), coalesce(handler.on_failure, "-")) ? ["handlers.${name}.source.onFailure: there is no queue '${coalesce(handler.on_failure, "-")}'"] : [],
      try(local.topics[handler.topic].ordered, false) == false && try(local.queues[name].ordered, false) ? ["handlers.${name}.source.ownQueue.ordered: is true, but the topic before it is not ordered"] : [],
    )
  }
  # As an expression: (attributes.type="A" OR attributes.type="B") AND ...
  filter_lengths = {
    for name, handler in local.handlers : name => length(join(" AND ", [
      for attribute, values in handler.filter : "(${join(" OR ", [for value in values : "attributes.${attribute}=\"${value}\""])})"
    ]))
  }
}
