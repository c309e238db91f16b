output "queues" {
  value = {
    for name, id in local.queue_ids : name => {
      name         = local.queue_names[name]
      id           = id
      subscription = "projects/${var.account.id}/subscriptions/${local.queue_names[name]}"
      address      = "pubsub://${split("/", id)[1]}/${local.queue_names[name]}"
    }
  }
  description = "Name, id, subscription and Ferry's address of every queue, by its name in the file. Known before anything is made."
}

output "topics" {
  value       = { for name, id in local.topic_ids : name => { name = local.topic_names[name], id = id, address = "pubsub://${split("/", id)[1]}/${local.topic_names[name]}" } }
  description = "Name, id and Ferry's address of every topic, by its name in the file."
}

output "made" {
  value       = { queues = keys(google_pubsub_topic.queue), topics = keys(google_pubsub_topic.topic), waiting = keys(google_pubsub_subscription.waiting) }
  description = "What was made here, by its names in the file; whoever needs it to be there depends on this."
}
