output "topology" {
  value = {
    name     = module.topology.name
    queues   = module.topology.queues
    topics   = module.topology.topics
    handlers = module.topology.handlers
  }
  description = "The file as it is deployed: every default filled in, fitted to Azure."
  precondition {
    condition     = length(module.topology.problems) == 0
    error_message = "topology.yaml cannot be deployed on azure:\n  ${join("\n  ", module.topology.problems)}"
  }
}

output "namespace" {
  value       = { name = module.messaging.namespace.name, host = module.messaging.namespace.host }
  description = "The namespace of Service Bus: its name and host."
}

output "queues" {
  value       = module.messaging.queues
  description = "Name, id and address of every queue, by its name in the file."
}

output "topics" {
  value       = module.messaging.topics
  description = "Name, id and address of every topic, by its name in the file."
}

output "functions" {
  value       = { for name, function in module.function : name => { name = function.name, url = function.url, identity = function.identity } }
  description = "Name, URL and identity of every handler's function app."
}

output "redrive_functions" {
  value       = { for name, operations in module.operations : name => operations.redrive_function }
  description = "The functions that send dead letters back, by handler."
}

output "dead_letter_functions" {
  value       = { for name, operations in module.operations : name => operations.dead_letter_function }
  description = "The functions that look after dead letters on a schedule, by handler."
}

output "records" {
  value       = length(local.keeping) == 0 ? null : { name = module.idempotency.storage_account.name, id = module.idempotency.table_id }
  description = "Storage account and table of records; null where none is kept."
}

output "alarms" {
  value       = module.observability.alarms
  description = "The names of all alarms."
}

output "dashboard" {
  value       = module.observability.dashboard
  description = "The workbook's id."
}

output "environment" {
  value       = local.environment
  description = "What each handler's apps are told by the topology, secrets and the host's own settings aside."
}
