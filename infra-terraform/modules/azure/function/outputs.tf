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

output "grants" {
  value = [
    for one in concat(
      [azurerm_role_assignment.host, azurerm_role_assignment.metrics],
      values(azurerm_role_assignment.receiver),
      values(azurerm_role_assignment.sender),
      values(azurerm_role_assignment.table),
      values(azurerm_role_assignment.secret),
      values(azurerm_role_assignment.more),
    ) : "${one.role_definition_name} on ${one.scope}"
  ]
  description = "What its identities may do: each role, and what it is granted on."
}

output "environment" {
  value       = local.settings
  description = "Every application setting; secrets as references."
}
