# What the function may do: each grant on one resource.

# The host keeps its leases, its keys and the package there.
resource "azurerm_role_assignment" "host" {
  scope                = var.storage.id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = "The host of ${var.name}: leases, keys, package"
}

resource "azurerm_role_assignment" "receiver" {
  for_each = var.receives

  scope                = each.value
  role_definition_name = "Azure Service Bus Data Receiver"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = "${var.name} receives from it, and from its dead letters"
}

resource "azurerm_role_assignment" "sender" {
  for_each = var.sends

  scope                = each.value
  role_definition_name = "Azure Service Bus Data Sender"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = "${var.name} sends to it"
}

resource "azurerm_role_assignment" "table" {
  for_each = var.tables

  scope                = each.value
  role_definition_name = "Storage Table Data Contributor"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = "${var.name} reads and writes it"
}

# Without it what the function says of itself is refused.
resource "azurerm_role_assignment" "metrics" {
  scope                = var.insights.id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = "${var.name} writes its log and its numbers"
}

# One secret each, never the vault.
resource "azurerm_role_assignment" "secret" {
  for_each = var.secrets

  scope                = "${coalesce(var.key_vault, "none")}/secrets/${each.value}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_function_app_flex_consumption.this.identity[0].principal_id
  principal_type       = "ServicePrincipal"
  description          = "${var.name} is told it as ${each.key}"
}

resource "azurerm_role_assignment" "more" {
  for_each = { for one in var.roles : "${one.role} ${one.scope}" => one }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
  description          = each.value.reason
}
