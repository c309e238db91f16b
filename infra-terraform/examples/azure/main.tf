# The order system of functions/samples/orders on Azure.
provider "azurerm" {
  features {}

  subscription_id = var.subscription_id
  # Accounts have no shared keys.
  storage_use_azuread = true
}

locals {
  sample        = "${path.module}/../../../functions/samples/orders"
  topology_file = coalesce(var.topology_file, "${local.sample}/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml")
  package       = coalesce(var.package, "${local.sample}/azure/target/function-azure.zip")
}

resource "azurerm_resource_group" "this" {
  count = var.resource_group == null ? 1 : 0

  name     = "${var.name_prefix}orders"
  location = var.location
  tags     = var.tags
}

module "orders" {
  source = "../../modules/azure"

  topology_file                = local.topology_file
  environment                  = var.environment
  name_prefix                  = var.name_prefix
  package                      = local.package
  functions                    = var.functions
  runtime                      = var.runtime
  memory_mb                    = var.memory_mb
  dead_letter_schedule_minutes = var.dead_letter_schedule_minutes
  alarms                       = var.alarms
  tags                         = var.tags
  variables                    = var.variables
  subscription_id              = var.subscription_id
  resource_group               = var.resource_group != null ? var.resource_group : "${var.name_prefix}orders"
  location                     = var.location

  depends_on = [azurerm_resource_group.this]
}
