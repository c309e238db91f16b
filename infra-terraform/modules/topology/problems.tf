# What is refused before anything is made. `ferry` names line and column of much more; these are
# what would otherwise be ignored, fail half way through an apply, or lose messages.
locals {
  known = {
    file        = ["version", "name", "namePrefix", "tags", "variables", "queues", "topics", "handlers", "environments"]
    environment = ["namePrefix", "tags", "variables", "queues", "topics", "handlers"]
    queue       = ["ordered", "partitions", "delay", "retention", "ackDeadline", "maxMessageSize", "dedupWindow", "existing"]
    topic       = ["ordered", "maxMessageSize", "existing"]
    handler     = ["source", "publishes", "id", "budget", "timeout", "batch", "concurrency", "guarantee", "ordering", "retry", "deadLetter", "redrive", "idempotency"]
    source      = ["queue", "topic", "filter", "ownQueue", "direct", "onFailure"]
    id          = ["attribute", "field", "unstable"]
    batch       = ["size", "window"]
    retry       = ["attempts", "initialDelay", "multiplier", "maxDelay", "jitter", "quickRetries", "quickDelay", "delay", "maxAge"]
    deadLetter  = ["queue"]
    redrive     = ["rounds", "mode", "messagesPerSecond", "parkQueue"]
    idempotency = ["enabled", "store", "retention", "lease"]
    variable    = ["value", "secret"]
  }

  sections = merge(
    { "" = { kind = "file", keys = keys(local.file) } },
    { for name, said in merge(try(local.file.environments, {}), {}) : "environments.${name}." => { kind = "environment", keys = keys(said) } },
    { for path, said in local.queues_by_path : "${path}." => { kind = "queue", keys = keys(said) } },
    { for name, said in local.topics_said : "topics.${name}." => { kind = "topic", keys = keys(said) } },
    { for name, said in local.variables_said : "variables.${name}." => { kind = "variable", keys = keys(said) } },
    { for name, said in local.handlers_said : "handlers.${name}." => { kind = "handler", keys = keys(said) } },
    { for name, said in local.sources_said : "handlers.${name}.source." => { kind = "source", keys = keys(said) } },
    merge([
      for section in ["id", "batch", "retry", "deadLetter", "redrive", "idempotency"] :
      { for name, said in local.handlers_said : "handlers.${name}.${section}." => { kind = section, keys = keys(said[section]) } }
    ]...),
  )

  problems_of_keys = flatten([
    for path, section in local.sections : [
      for key in setsubtract(section.keys, local.known[section.kind]) : "${path}${key}: is not a key that is known here"
    ]
  ])

  # Words and numbers by their paths, and what they may be.
  words = merge([
    for name, said in local.handlers_said : {
      "handlers.${name}.guarantee"         = { value = try(said.guarantee, null), of = ["at-most-once", "at-least-once", "exactly-once-effects"] }
      "handlers.${name}.ordering"          = { value = try(said.ordering, null), of = ["by-key", "none"] }
      "handlers.${name}.id.unstable"       = { value = try(said.id.unstable, null), of = ["accept", "refuse"] }
      "handlers.${name}.retry.jitter"      = { value = try(said.retry.jitter, null), of = ["none", "equal", "full"] }
      "handlers.${name}.retry.delay"       = { value = try(said.retry.delay, null), of = ["exact", "broker"] }
      "handlers.${name}.redrive.mode"      = { value = try(said.redrive.mode, null), of = ["manual", "automatic"] }
      "handlers.${name}.idempotency.store" = { value = try(said.idempotency.store, null), of = local.host.stores }
    }
  ]...)
  numbers = merge([
    for name, said in local.handlers_said : {
      "handlers.${name}.concurrency"               = { value = try(said.concurrency, null), from = local.host.runs.fewest, to = 1000, whole = true }
      "handlers.${name}.batch.size"                = { value = try(said.batch.size, null), from = 1, to = local.handlers_filled[name].ordered_queue ? local.host.batches.maxOrdered : local.host.batches.max, whole = true }
      "handlers.${name}.retry.attempts"            = { value = try(said.retry.attempts, null), from = 1, to = local.host.broker.maxDeliveries - 10, whole = true }
      "handlers.${name}.retry.multiplier"          = { value = try(said.retry.multiplier, null), from = 1, to = 10, whole = false }
      "handlers.${name}.retry.quickRetries"        = { value = try(said.retry.quickRetries, null), from = 0, to = 10, whole = true }
      "handlers.${name}.redrive.rounds"            = { value = try(said.redrive.rounds, null), from = 0, to = 100, whole = true }
      "handlers.${name}.redrive.messagesPerSecond" = { value = try(said.redrive.messagesPerSecond, null), from = 1, to = 500, whole = true }
    }
  ]...)
  flags = merge(
    { for path, said in local.queues_by_path : "${path}.ordered" => try(said.ordered, null) },
    { for name, said in local.topics_said : "topics.${name}.ordered" => try(said.ordered, null) },
    { for name, said in local.sources_said : "handlers.${name}.source.direct" => try(said.direct, null) },
    { for name, said in local.handlers_said : "handlers.${name}.idempotency.enabled" => try(said.idempotency.enabled, null) },
  )
  # Durations in milliseconds: [what it is, the least, the most].
  durations = merge(
    merge([
      for path, said in local.queues_by_path : {
        for key, range in {
          delay       = [0, local.host.broker.longestDelay]
          retention   = [local.host.broker.shortestRetention, local.host.broker.longestRetention]
          ackDeadline = [local.host.broker.shortestAckDeadline, local.host.broker.longestAckDeadline]
        } : "${path}.${key}" => { value = try(local.millis[said[key]], null), range = range }
      }
    ]...),
    merge([
      for name, said in local.handlers_said : {
        "handlers.${name}.budget"           = { value = local.handlers_filled[name].budget, range = [100, local.host.runs.longestTimeout - 10000] }
        "handlers.${name}.timeout"          = { value = local.timeout_millis[name], range = [local.handlers_filled[name].budget + 10000, local.host.runs.longestTimeout] }
        "handlers.${name}.batch.window"     = { value = local.window_millis[name], range = [0, local.host.batches.longestWindow] }
        "handlers.${name}.retry.quickDelay" = { value = local.handlers_filled[name].quick_delay, range = [0, 60000] }
        "handlers.${name}.retry.maxDelay" = {
          value = local.handlers_filled[name].max_delay
          range = [
            local.handlers_filled[name].initial,
            local.host.redelivery.longestDelay - (local.host.redelivery.delayIsLease ? local.timeout_millis[name] + local.window_millis[name] : 0),
          ]
        }
        "handlers.${name}.retry.maxAge"          = { value = local.handlers_filled[name].max_age, range = [1000, local.retention_millis[name] - 1] }
        "handlers.${name}.idempotency.lease"     = { value = local.handlers_filled[name].lease, range = [1000, 43200000] }
        "handlers.${name}.idempotency.retention" = { value = local.record_retention_millis[name], range = [local.handlers_filled[name].records ? local.handlers_filled[name].copies + 1 : 60000, 3650 * local.day] }
      }
    ]...),
  )

  problems_of_values = concat(
    [for said in local.durations_said : "${said.path}: '${said.text}' is no duration; write a number and a unit, such as 30s, 5m or 14d" if local.parsed_durations[said.text] == null],
    [for said in local.sizes_said : "${said.path}: '${said.text}' is no size; write a number and a unit, such as 64KiB" if local.parsed_sizes[said.text] == null],
    [for path, word in local.words : "${path}: ${var.cloud} takes one of ${join(", ", word.of)}" if word.value != null && !try(contains(word.of, word.value), false)],
    [for path, number in local.numbers : "${path}: ${var.cloud} takes ${number.whole ? "a whole number" : "a number"} from ${number.from} to ${number.to}" if number.value != null && !try(number.value >= number.from && number.value <= number.to && (!number.whole || floor(number.value) == number.value), false)],
    [for path, flag in local.flags : "${path}: is true or false" if flag != null && !can(tobool(flag))],
    [for path, duration in local.durations : "${path}: is ${try(duration.value / 1000, 0)}s, but ${var.cloud} takes from ${duration.range[0] / 1000}s to ${duration.range[1] / 1000}s here" if duration.value != null && !try(duration.value >= duration.range[0] && duration.value <= duration.range[1], false)],
  )

  problems = concat(
    try(local.file.version, null) == 1 ? [] : ["version: is not 1, the only version that this module reads"],
    can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", local.file.name)) ? [] : ["name: is missing, or no name of lower-case letters, digits and hyphens"],
    var.environment == null || can(local.file.environments[var.environment]) ? [] : ["environments: has no '${var.environment}'"],
    local.problems_of_keys,
    local.problems_of_values,
    local.problems_of_channels,
    local.problems_of_handlers,
  )
}
