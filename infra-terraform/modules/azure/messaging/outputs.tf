output "namespace" {
  value = {
    id   = local.namespace_id
    name = local.namespace_name
    host = "${local.namespace_name}.servicebus.windows.net"
  }
  description = "The namespace: its id, name and host."
}

output "queues" {
  value = {
    for name, queue in local.queue_names : name => {
      name    = queue
      id      = "${local.namespace_id}/queues/${queue}"
      address = "servicebus://${local.namespace_name}/${queue}${local.parameters[name] == "" ? "" : "?${local.parameters[name]}"}"
      native  = "servicebus://${local.namespace_name}/${queue}/$deadletterqueue"
    }
  }
  description = "Name, id and Ferry's address of every queue, by its name in the file; `native` is the address of what Service Bus itself dead-lettered there."
}

output "topics" {
  value = {
    for name, topic in local.topic_names : name => {
      name    = topic
      id      = "${local.namespace_id}/topics/${topic}"
      address = "servicebus://${local.namespace_name}/${topic}?kind=topic"
    }
  }
  description = "Name, id and Ferry's address of every topic, by its name in the file."
}

output "made" {
  value       = { queues = keys(azurerm_servicebus_queue.this), topics = keys(azurerm_servicebus_topic.this), subscriptions = keys(azurerm_servicebus_subscription.this) }
  description = "What was made here, by its names in the file; whoever needs it to be there depends on this."
}
