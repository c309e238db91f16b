# Every handler with its defaults, and the policy that its functions are told.
locals {
  handlers_filled = {
    for name, said in local.handlers_said : name => {
      guarantee     = try(tostring(said.guarantee), "exactly-once-effects")
      records       = try(tobool(said.idempotency.enabled), try(said.guarantee, "") != "at-least-once")
      budget        = try(local.millis[said.budget], 30000)
      concurrency   = try(tonumber(said.concurrency), 10)
      publishes     = [for channel in try(said.publishes, []) : tostring(channel)]
      lease         = try(local.millis[said.idempotency.lease], 30000)
      source        = local.queue_names[name]
      dead          = local.grave_names[name].dead
      parked        = local.grave_names[name].parked == "none" ? null : local.grave_names[name].parked
      rounds        = try(tonumber(said.redrive.rounds), 3)
      automatic     = try(said.redrive.mode, "manual") == "automatic"
      per_second    = try(tonumber(said.redrive.messagesPerSecond), 10)
      attempts      = try(tonumber(said.retry.attempts), try(said.guarantee, "") == "at-most-once" ? 1 : 10)
      initial       = try(local.millis[said.retry.initialDelay], 1000)
      multiplier    = try(tonumber(said.retry.multiplier), 2)
      max_delay     = try(local.millis[said.retry.maxDelay], 300000)
      jitter        = try(tostring(said.retry.jitter), "full")
      quick         = try(tonumber(said.retry.quickRetries), 0)
      quick_delay   = try(local.millis[said.retry.quickDelay], 100)
      max_age       = try(local.millis[said.retry.maxAge], floor(local.retention_millis[name] / 10) * 9)
      copies        = local.retention_millis[name] + try(tonumber(said.redrive.rounds), 3) * local.dead_retention_millis[name]
      id_attribute  = try(tostring(said.id.attribute), null)
      stable_ids    = try(said.id.unstable, "accept") == "refuse"
      ordered_queue = try(local.queues[local.queue_names[name]].ordered, false)
    }
  }
  retention_millis      = { for name, queue in local.queue_names : name => try(local.queues[queue].retention_seconds * 1000, 4 * local.day) }
  dead_retention_millis = { for name, graves in local.grave_names : name => try(local.queues[graves.dead].retention_seconds * 1000, 14 * local.day) }

  record_retention_millis = {
    for name, filled in local.handlers_filled : name => try(local.millis[local.handlers_said[name].idempotency.retention], filled.copies + local.day)
  }
  batch_sizes = {
    for name, said in local.handlers_said : name => try(
      tonumber(said.batch.size),
      min(10, local.handlers_filled[name].ordered_queue ? local.host.batches.maxOrdered : local.host.batches.max),
    )
  }

  # ISO 8601 of each duration that a policy has, by its milliseconds.
  iso_of = {
    for millis in distinct(flatten([
      for name, filled in local.handlers_filled :
      [filled.budget, filled.lease, filled.initial, filled.max_delay, filled.quick_delay, filled.max_age, local.record_retention_millis[name]]
    ])) : tostring(millis) => millis % 1000 == 0 ? "PT${millis / 1000}S" : format("PT%d.%03dS", floor(millis / 1000), millis % 1000)
  }

  # FERRY_POLICY: see the guide function-variables. A key without a value is left out.
  policies = {
    for name, filled in local.handlers_filled : name => jsonencode({
      for key, value in {
        version     = 1
        handler     = name
        source      = filled.source
        guarantee   = filled.records ? filled.guarantee : "at-least-once"
        budget      = local.iso_of[filled.budget]
        grace       = "PT2S"
        lease       = local.iso_of[filled.lease]
        retention   = local.iso_of[local.record_retention_millis[name]]
        concurrency = filled.concurrency
        maxAge      = local.iso_of[filled.max_age]
        publishes   = length(filled.publishes) == 0 ? null : sort(distinct(filled.publishes))
        deadLetters = filled.dead
        parked      = filled.parked
        idAttribute = filled.id_attribute
        stableIds   = filled.stable_ids ? true : null
        retry = {
          attempts   = filled.attempts
          initial    = local.iso_of[filled.initial]
          multiplier = filled.multiplier
          max        = local.iso_of[filled.max_delay]
          jitter     = filled.jitter
          quick      = filled.quick
          quickDelay = local.iso_of[filled.quick_delay]
        }
        redrive = {
          rounds    = filled.rounds
          automatic = filled.automatic
          perSecond = filled.per_second
        }
      } : key => value if value != null
    })
  }

  handlers = {
    for name, filled in local.handlers_filled : name => {
      name                     = name
      resource_name            = "${local.name_prefix}${name}"
      queue                    = filled.source
      topic                    = try(tostring(local.sources_said[name].topic), null)
      filter                   = { for attribute, values in merge(try(local.sources_said[name].filter, {}), {}) : attribute => [for value in values : tostring(value)] }
      direct                   = try(tobool(local.sources_said[name].direct), false)
      on_failure               = try(tostring(local.sources_said[name].onFailure), null)
      publishes                = sort(distinct(filled.publishes))
      dead_letters             = filled.dead
      parked                   = filled.parked
      timeout_seconds          = ceil(local.timeout_millis[name] / 1000)
      batch_size               = local.batch_sizes[name]
      batch_window_seconds     = ceil(local.window_millis[name] / 1000)
      concurrency              = filled.concurrency
      records                  = filled.records
      store                    = try(tostring(local.handlers_said[name].idempotency.store), "default")
      record_retention_seconds = local.record_retention_millis[name] / 1000
      attempts                 = filled.attempts
      initial_delay_seconds    = filled.initial / 1000
      max_delay_seconds        = filled.max_delay / 1000
      max_age_seconds          = filled.max_age / 1000
      exact_delays             = try(local.handlers_said[name].retry.delay, "broker") == "exact"
      rounds                   = filled.rounds
      automatic_redrive        = filled.automatic
      policy                   = local.policies[name]
      # The channels whose addresses its functions are told, each as FERRY_CHANNEL_... .
      channels = { for channel in distinct(compact(concat([filled.source, filled.dead, filled.parked], filled.publishes))) :
      channel => "FERRY_CHANNEL_${upper(replace(channel, "-", "_"))}" }
    }
  }
}
