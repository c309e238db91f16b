output "dead_letter_function" {
  value       = { name = module.function["dead-letters"].name, url = module.function["dead-letters"].url }
  description = "The function that looks after dead letters on a schedule."
}

output "grants" {
  value       = { for name, function in module.function : name => function.grants }
  description = "What the service accounts of `dead-letters` and `redrive` may do."
}

output "redrive_function" {
  value       = { name = module.function["redrive"].name, url = module.function["redrive"].url, caller = module.function["redrive"].caller }
  description = "The function that an operator calls to send dead letters back, and the service account in whose name it is called."
}
