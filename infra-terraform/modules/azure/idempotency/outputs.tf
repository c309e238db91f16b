output "storage_account" {
  value = {
    id    = local.account_id
    name  = local.account_name
    blob  = "https://${local.account_name}.blob.core.windows.net"
    queue = "https://${local.account_name}.queue.core.windows.net"
    table = "https://${local.account_name}.table.core.windows.net"
  }
  description = "The storage account, and where its blobs, queues and tables are."
}

output "table_id" {
  value       = "${local.account_id}/tableServices/default/tables/${var.table}"
  description = "The table's id, which a grant is bound to."
}

output "address" {
  value       = "azure-tables:${var.table}"
  description = "FERRY_STORE of the functions that keep records there; the account is that of their setting AzureWebJobsStorage."
}
