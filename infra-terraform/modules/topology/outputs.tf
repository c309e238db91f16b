output "name" {
  value       = tostring(try(local.file.name, ""))
  description = "The name of the system."
}

output "name_prefix" {
  value       = local.name_prefix
  description = "What stands before the name of everything that is made."
}

output "tags" {
  value       = local.tags
  description = "Tags, or labels, of everything that is made."
}

output "variables" {
  value       = { for name, said in local.variables_said : name => tostring(said.value) if try(said.value, null) != null }
  description = "Environment variables of every function whose values the file says."
}

output "secrets" {
  value       = { for name, said in local.variables_said : name => "${local.name_prefix}${said.secret}" if try(said.secret, null) != null }
  description = "Environment variables of every function whose values a secret holds: the names of the secrets."
}

output "queues" {
  value       = local.queues
  description = "Every queue by its name in the file, also those that the file need not name; seconds and bytes."
}

output "address_parameters" {
  value       = local.address_parameters
  description = "What the address of each queue says beside its name, by the queue's name in the file; empty where the broker tells it."
}

output "topics" {
  value       = local.topics
  description = "Every topic by its name in the file."
}

output "handlers" {
  value       = local.handlers
  description = "Every handler by its name, with FERRY_POLICY in `policy` and the variables of its channels in `channels`."
}

output "problems" {
  value       = sort(local.problems)
  description = "Why the file cannot be deployed on this cloud, a line each; empty if it can. Whoever makes resources refuses unless it is empty."
}
