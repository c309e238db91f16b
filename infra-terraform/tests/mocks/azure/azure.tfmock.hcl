# What Azure would make up: shaped as the provider demands.
mock_resource "azurerm_servicebus_namespace" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/dev-shop-abc123"
  }
}

mock_resource "azurerm_servicebus_subscription" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/dev-shop-abc123/topics/events/subscriptions/one"
  }
}

mock_resource "azurerm_storage_account" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/devshopabc123"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  override_during = plan
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/somebody"
    client_id    = "11111111-1111-1111-1111-111111111111"
    principal_id = "22222222-2222-2222-2222-222222222222"
  }
}

mock_resource "azurerm_service_plan" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Web/serverFarms/plan"
  }
}

mock_resource "azurerm_function_app_flex_consumption" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Web/sites/app"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  override_during = plan
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/log"
  }
}

mock_resource "azurerm_application_insights" {
  override_during = plan
  defaults = {
    id                = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Insights/components/log"
    connection_string = "InstrumentationKey=33333333-3333-3333-3333-333333333333"
  }
}
