output "name" {
  value       = local.database
  description = "The database's name."
}

output "id" {
  value       = "projects/${var.account.id}/databases/${local.database}"
  description = "The database's id, which a grant is bound to."
}

output "address" {
  value       = "firestore:${var.account.id}/${local.database}/${var.collection}"
  description = "FERRY_STORE of the functions that keep records there."
}
