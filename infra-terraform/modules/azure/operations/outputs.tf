output "dead_letter_function" {
  value       = { name = module.function.name, function = var.functions.dead_letters }
  description = "The app, and the function of it that looks after dead letters on a schedule."
}

output "grants" {
  value       = module.function.grants
  description = "What the app's identity may do."
}

output "redrive_function" {
  value       = { name = module.function.name, function = var.functions.redrive, url = "${module.function.url}/api/${var.functions.redrive}" }
  description = "The app, and the function of it that an operator calls to send dead letters back, with a key of the function: az functionapp function keys list."
}
