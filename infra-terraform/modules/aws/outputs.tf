output "topology" {
  value = {
    name     = module.topology.name
    queues   = module.topology.queues
    topics   = module.topology.topics
    handlers = module.topology.handlers
  }
  description = "The file as it is deployed: every default filled in, fitted to AWS."
  precondition {
    condition     = length(module.topology.problems) == 0
    error_message = "topology.yaml cannot be deployed on aws:\n  ${join("\n  ", module.topology.problems)}"
  }
}

output "queues" {
  value       = module.messaging.queues
  description = "Name, ARN and address of every queue, by its name in the file."
}

output "topics" {
  value       = module.messaging.topics
  description = "Name, ARN and address of every topic, by its name in the file."
}

output "undelivered" {
  value       = module.messaging.undelivered
  description = "Name and ARN of the queues for what SNS cannot deliver, by handler."
}

output "functions" {
  value       = { for name, function in module.function : name => { name = function.name, arn = function.arn, log_group = function.log_group } }
  description = "Name, ARN and log group of every handler's function."
}

output "redriven_functions" {
  value       = { for name, function in module.redriven : name => { name = function.name, arn = function.arn, log_group = function.log_group } }
  description = "Name, ARN and log group of the functions that handle what is sent back to a handler whose topic calls it directly."
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
  value       = try({ name = module.idempotency[0].name, arn = module.idempotency[0].arn }, null)
  description = "Name and ARN of the table of records; null where none is kept."
}

output "alarms" {
  value       = module.observability.alarms
  description = "The names of all alarms."
}

output "dashboard" {
  value       = module.observability.dashboard
  description = "The dashboard's name."
}

output "environment" {
  value       = local.environment
  description = "Every variable of each handler's functions, secrets aside."
}
