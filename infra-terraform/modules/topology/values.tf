# Durations in milliseconds and sizes in bytes, by their texts: HCL has no functions of one's own,
# so each text of the file is worked out once, here. What is none counts as 0 and is a problem.
locals {
  queue_durations = ["delay", "retention", "ackDeadline", "dedupWindow"]
  handler_durations = {
    ""            = ["budget", "timeout"]
    "batch"       = ["window"]
    "retry"       = ["initialDelay", "maxDelay", "quickDelay", "maxAge"]
    "idempotency" = ["retention", "lease"]
  }

  # Every queue that the file says something of, by the path where it does.
  queues_by_path = merge(
    { for name, said in local.queues_said : "queues.${name}" => said },
    { for name, source in local.sources_said : "handlers.${name}.source.ownQueue" => source.ownQueue if can(keys(source.ownQueue)) },
  )

  durations_said = flatten([
    [
      for path, said in local.queues_by_path : [
        for key in local.queue_durations : { path = "${path}.${key}", text = try(tostring(said[key]), "") } if can(said[key])
      ]
    ],
    [
      for name, handler in local.handlers_said : [
        for section, keys in local.handler_durations : [
          for key in keys : {
            path = join(".", compact(["handlers", name, section, key]))
            text = try(tostring(section == "" ? handler[key] : handler[section][key]), "")
          } if can(section == "" ? handler[key] : handler[section][key])
        ]
      ]
    ],
  ])

  unit_millis = { ms = 1, s = 1000, m = 60000, h = 3600000, d = 86400000 }
  iso         = "^P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\\.[0-9]{1,3})?)S)?)?$"
  iso_weights = [86400000, 3600000, 60000, 1000]

  parsed_durations = {
    for text in distinct([for said in local.durations_said : said.text]) : text => try(
      tonumber(regex("^([0-9]{1,9})(ms|s|m|h|d)$", text)[0]) * local.unit_millis[regex("^([0-9]{1,9})(ms|s|m|h|d)$", text)[1]],
      can(regex("[0-9]", text)) ? sum([for index, part in regex(local.iso, text) : tonumber(coalesce(part, "0")) * local.iso_weights[index]]) : tonumber("none"),
      null,
    )
  }
  millis = { for text, value in local.parsed_durations : text => value == null ? 0 : value }

  sizes_said = concat(
    [for path, said in local.queues_by_path : { path = "${path}.maxMessageSize", text = try(tostring(said.maxMessageSize), "") } if can(said.maxMessageSize)],
    [for name, said in local.topics_said : { path = "topics.${name}.maxMessageSize", text = try(tostring(said.maxMessageSize), "") } if can(said.maxMessageSize)],
  )
  unit_bytes = { B = 1, KB = 1000, MB = 1000000, KiB = 1024, MiB = 1048576 }
  parsed_sizes = {
    for text in distinct([for said in local.sizes_said : said.text]) : text => try(
      tonumber(regex("^([0-9]{1,9})(B|KB|MB|KiB|MiB)$", text)[0]) * local.unit_bytes[regex("^([0-9]{1,9})(B|KB|MB|KiB|MiB)$", text)[1]],
      null,
    )
  }
  bytes = { for text, value in local.parsed_sizes : text => value == null ? 0 : value }
}
