# The file, and one environment laid over it: mappings key by key, anything else whole. HCL has no
# recursion, so each level that the format has is merged by itself. `merge` takes null for nothing.
locals {
  file = yamldecode(file(var.topology_file))
  over = merge(try(local.file.environments[var.environment], {}), {})

  queues_said    = { for name, said in merge(try(local.file.queues, {}), {}) : name => merge(said, try(local.over.queues[name], {})) }
  topics_said    = { for name, said in merge(try(local.file.topics, {}), {}) : name => merge(said, try(local.over.topics[name], {})) }
  tags           = { for name, text in merge(try(local.file.tags, {}), try(local.over.tags, {})) : name => tostring(text) }
  name_prefix    = var.name_prefix != null ? var.name_prefix : tostring(try(local.over.namePrefix, local.file.namePrefix, ""))
  over_handlers  = merge(try(local.over.handlers, {}), {})
  over_variables = merge(try(local.over.variables, {}), {})

  # A variable, or a source, may be one word instead of a mapping.
  variables_said = {
    for name, said in merge(try(local.file.variables, {}), local.over_variables) : name => try(
      { value = tostring(said) },
      merge(try(local.file.variables[name], {}), said),
      said,
    )
  }

  handlers_said = {
    for name, said in merge(try(local.file.handlers, {}), {}) : name => merge(
      said,
      try(local.over_handlers[name], {}),
      { source = local.sources_said[name] },
      {
        for section in ["id", "batch", "retry", "deadLetter", "redrive", "idempotency"] :
        section => merge(try(said[section], {}), try(local.over_handlers[name][section], {}))
      },
    )
  }

  sources_merged = {
    for name, said in merge(try(local.file.handlers, {}), {}) : name => try(
      merge(said.source, local.over_handlers[name].source, {
        for section in ["filter", "ownQueue"] :
        section => merge(try(said.source[section], {}), try(local.over_handlers[name].source[section], {}))
        if can(said.source[section]) || can(local.over_handlers[name].source[section])
      }),
      local.over_handlers[name].source,
      said.source,
      {},
    )
  }
  sources_said = { for name, said in local.sources_merged : name => try({ queue = tostring(said) }, said) }
}
