mock_provider "azurerm" {
  source = "../../tests/mocks/azure-applied"
}

variables {
  topology_file   = "./tests/topology.yaml"
  package         = "./tests/topology.yaml"
  subscription_id = "00000000-0000-0000-0000-000000000000"
  resource_group  = "shop"
  location        = "westeurope"
  key_vault       = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shopvault"
  name_prefix     = "dev-"
  unique          = "abc123"
}

run "applied_it_tells_everything" {
  assert {
    condition     = output.functions["payment"].url == "https://dev-payment-abc123.azurewebsites.net" && output.functions["payment"].identity.client_id == "11111111-1111-1111-1111-111111111111"
    error_message = "functions"
  }
  assert {
    condition     = output.redrive_functions["payment"].url == "https://dev-payment-operations-abc123.azurewebsites.net/api/redrive" && output.dead_letter_functions["payment"].function == "due"
    error_message = "functions that look after dead letters"
  }
  assert {
    condition     = endswith(output.queues["payment-dead"].id, "/namespaces/dev-shop-abc123/queues/dev-payment-dead") && endswith(output.topics["order-events"].id, "/topics/dev-order-events")
    error_message = "channels"
  }
  assert {
    condition     = contains(output.alarms, "dev-shop-ferry-payment-dead-letters") && contains(output.alarms, "dev-shop-ferry-payment-given-up") && output.records.name == "devshopabc123"
    error_message = "alarms and records"
  }
}
