# Where records of messages' lives are kept: a table of a storage account. Expiry is looked at by the
# code; a table has no time to live, so that what is long over is swept by the dead-letter function.
locals {
  account_id   = var.storage_account != null ? var.storage_account : azurerm_storage_account.this[0].id
  account_name = reverse(split("/", var.storage_account != null ? var.storage_account : "/${var.name}"))[0]
}

resource "azurerm_storage_account" "this" {
  # checkov:skip=CKV_AZURE_33: no queue of storage is used.
  # checkov:skip=CKV_AZURE_59: functions reach it over TLS with their own identities; networks are the user's choice.
  # checkov:skip=CKV_AZURE_206: how often it is copied is the user's choice (replication).
  # checkov:skip=CKV2_AZURE_1: encrypted by Microsoft's keys.
  # checkov:skip=CKV2_AZURE_33: a private endpoint is the user's choice.
  # checkov:skip=CKV2_AZURE_38: records have no soft delete; losing them is guarded by deletion locks of the user's.
  # checkov:skip=CKV2_AZURE_41: there are no shared keys to sign with.
  count = var.storage_account == null ? 1 : 0

  name                             = var.name
  resource_group_name              = var.account.resource_group
  location                         = var.account.location
  account_tier                     = "Standard"
  account_replication_type         = var.replication
  account_kind                     = "StorageV2"
  min_tls_version                  = "TLS1_2"
  https_traffic_only_enabled       = true
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  local_user_enabled               = false
  tags                             = var.tags
}

resource "azurerm_storage_table" "records" {
  # checkov:skip=CKV2_AZURE_20: who reads records is in the account's own log, where the user switches that on.
  name               = var.table
  storage_account_id = local.account_id
}
