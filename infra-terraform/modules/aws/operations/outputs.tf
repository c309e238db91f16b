output "dead_letter_function" {
  value       = { name = module.function["dead-letters"].name, arn = module.function["dead-letters"].arn, log_group = module.function["dead-letters"].log_group }
  description = "The function that looks after dead letters on a schedule."
}

output "redrive_function" {
  value       = { name = module.function["redrive"].name, arn = module.function["redrive"].arn, log_group = module.function["redrive"].log_group }
  description = "The function that an operator invokes to send dead letters back."
}
