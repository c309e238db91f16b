output "orders" {
  value       = module.orders
  description = "Everything that modules/aws tells: queues, topics, functions, alarms, dashboard."
}

output "orders_queue" {
  value       = module.orders.queues["orders"]
  description = "Where shops put their orders."
}

output "ledger" {
  value       = aws_dynamodb_table.ledger.name
  description = "The table of effects."
}
