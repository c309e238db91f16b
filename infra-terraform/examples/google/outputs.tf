output "orders" {
  value       = module.orders
  description = "Everything that modules/google tells: topics, functions, alarms, dashboard."
}

output "orders_queue" {
  value       = module.orders.queues["orders"]
  description = "Where shops put their orders."
}
