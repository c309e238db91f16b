output "topology" {
  value = {
    name     = module.topology.name
    queues   = module.topology.queues
    topics   = module.topology.topics
    handlers = module.topology.handlers
  }
  description = "The file as it is deployed: every default filled in, fitted to Google Cloud."
  precondition {
    condition     = length(module.topology.problems) == 0
    error_message = "topology.yaml cannot be deployed on google:\n  ${join("\n  ", module.topology.problems)}"
  }
}

output "queues" {
  value       = module.messaging.queues
  description = "Name, id, subscription and address of every queue, by its name in the file."
}

output "topics" {
  value       = module.messaging.topics
  description = "Name, id and address of every topic, by its name in the file."
}

output "functions" {
  value       = { for name, function in module.function : name => { name = function.name, url = function.url, service_account = function.service_account, subscriptions = function.subscriptions } }
  description = "Name, URL, service account and subscriptions of every handler's function."
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
  value       = try({ name = module.idempotency[0].name, id = module.idempotency[0].id }, null)
  description = "Name and id of the database of records; null where none is kept."
}

output "alarms" {
  value       = module.observability.alarms
  description = "The names of all alarms."
}

output "dashboard" {
  value       = module.observability.dashboard
  description = "The dashboard's id."
}

output "environment" {
  value       = { for name, function in module.function : name => function.environment }
  description = "Every variable of each handler's functions, secrets aside."
}
