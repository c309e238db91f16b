output "name" {
  value       = azurerm_function_app_flex_consumption.this.name
  description = "The function app's name."
}

output "url" {
  value       = "https://${local.app}.azurewebsites.net"
  description = "Where it answers."
}

output "identity" {
  value       = { id = azurerm_user_assigned_identity.this.id, client_id = azurerm_user_assigned_identity.this.client_id, principal_id = azurerm_user_assigned_identity.this.principal_id }
  description = "Who it is."
}

output "environment" {
  value       = local.settings
  description = "Every application setting; secrets as references."
}
