output "orders" {
  value       = module.orders
  description = "Everything that modules/azure tells: queues, functions, alarms, workbook."
}

output "orders_queue" {
  value       = module.orders.queues["orders"]
  description = "Where shops put their orders."
}
