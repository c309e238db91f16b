output "queues" {
  value       = { for name, arn in local.queue_arns : name => { name = local.queue_names[name], arn = arn, address = "sqs:${arn}" } }
  description = "Name, ARN and Ferry's address of every queue, by its name in the file. Known before anything is made."
}

output "topics" {
  value       = { for name, arn in local.topic_arns : name => { name = local.topic_names[name], arn = arn, address = "sns:${arn}" } }
  description = "Name, ARN and Ferry's address of every topic, by its name in the file."
}

output "undelivered" {
  value       = { for handler, arn in local.undelivered_arns : handler => { name = local.undelivered_names[handler], arn = arn } }
  description = "Name and ARN of the queue for what SNS cannot deliver, by handler."
}

output "made" {
  value       = { queues = concat(keys(aws_sqs_queue.last), keys(aws_sqs_queue.this)), topics = keys(aws_sns_topic.this), subscriptions = keys(aws_sns_topic_subscription.queue) }
  description = "What was made here, by its names in the file; whoever needs it to be there depends on this."
}
