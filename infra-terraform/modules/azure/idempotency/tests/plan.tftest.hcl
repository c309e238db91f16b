mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name    = "devshopabc123"
}

run "an_account_for_identities_alone" {
  command = plan
  assert {
    condition     = azurerm_storage_account.this[0].shared_access_key_enabled == false && azurerm_storage_account.this[0].local_user_enabled == false
    error_message = "Nobody comes in by a key."
  }
  assert {
    condition     = azurerm_storage_account.this[0].min_tls_version == "TLS1_2" && azurerm_storage_account.this[0].https_traffic_only_enabled
    error_message = "TLS only."
  }
  assert {
    condition     = azurerm_storage_account.this[0].allow_nested_items_to_be_public == false && azurerm_storage_account.this[0].cross_tenant_replication_enabled == false
    error_message = "Nothing of it is public."
  }
  assert {
    condition     = azurerm_storage_account.this[0].account_replication_type == "ZRS"
    error_message = "Records survive a zone."
  }
}

run "records_in_a_table" {
  command = plan
  assert {
    condition     = azurerm_storage_table.records.name == "ferryrecords" && azurerm_storage_table.records.storage_account_id == azurerm_storage_account.this[0].id
    error_message = "The table is the account's."
  }
  assert {
    condition     = output.address == "azure-tables:ferryrecords"
    error_message = "Functions are told the table."
  }
  assert {
    condition     = endswith(output.table_id, "/storageAccounts/devshopabc123/tableServices/default/tables/ferryrecords")
    error_message = "A grant is on the table alone."
  }
}

run "an_account_that_is_there" {
  command = plan
  variables {
    storage_account = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers/Microsoft.Storage/storageAccounts/theirs"
  }
  assert {
    condition     = length(azurerm_storage_account.this) == 0 && output.storage_account.table == "https://theirs.table.core.windows.net"
    error_message = "An account that is there is used."
  }
}
