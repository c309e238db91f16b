output "orders" {
  value       = module.example.orders
  description = "Everything that modules/aws tells."
}

output "orders_queue" {
  value       = module.example.orders_queue
  description = "Where shops put their orders."
}

output "ledger" {
  value       = module.example.ledger
  description = "The table of effects."
}
