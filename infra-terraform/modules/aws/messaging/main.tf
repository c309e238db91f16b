# Everything of a queue is in its one resource: a policy of its own would take half a minute more to
# apply, and LocalStack cannot delete a redrive allow policy. ARNs are built from names, so that a
# queue and its dead letters can name each other.
locals {
  arn_stem = "arn:${var.account.partition}"
  place    = "${var.account.region}:${var.account.id}"

  # Names and ARNs of all, also of those that are there already.
  queue_names = { for name, queue in var.queues : name => queue.existing == null ? queue.resource_name : reverse(split(":", queue.existing))[0] }
  queue_arns = {
    for name, queue in var.queues : name => try(startswith(queue.existing, "arn:"), false) ? queue.existing : "${local.arn_stem}:sqs:${local.place}:${local.queue_names[name]}"
  }
  topic_names = { for name, topic in var.topics : name => topic.existing == null ? topic.resource_name : reverse(split(":", topic.existing))[0] }
  topic_arns = {
    for name, topic in var.topics : name => try(startswith(topic.existing, "arn:"), false) ? topic.existing : "${local.arn_stem}:sns:${local.place}:${local.topic_names[name]}"
  }

  new_queues = { for name, queue in var.queues : name => queue if queue.existing == null }
  # Which queues may give their dead letters to a queue, and which topics may send to it.
  feeders = { for name in keys(var.queues) : name => [for source, queue in var.queues : local.queue_arns[source] if queue.dead_letters == name] }
  senders = { for name in keys(var.queues) : name => sort(distinct([for one in values(var.subscriptions) : local.topic_arns[one.topic] if one.queue == name])) }

  # What SNS cannot deliver waits in a queue of its own, by handler: not in the dead letters, whose
  # redrive would take it for something the handler gave up.
  undelivered_names = {
    for handler, one in var.subscriptions : handler => "${one.name}-undelivered${endswith(local.topic_names[one.topic], ".fifo") ? ".fifo" : ""}"
  }
  undelivered_arns = { for handler, name in local.undelivered_names : handler => "${local.arn_stem}:sqs:${local.place}:${name}" }

  tls_only = { for arn in concat(values(local.queue_arns), values(local.undelivered_arns)) : arn => {
    Sid       = "TlsOnly"
    Effect    = "Deny"
    Principal = "*"
    Action    = "sqs:*"
    Resource  = arn
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  } }
  kms_reuse_seconds = var.kms_key == null ? null : 300

  redrive_allow_policies = {
    for name, feeders in local.feeders : name => (
      length(feeders) == 0
      ? jsonencode({ redrivePermission = "denyAll" })
      : jsonencode({ redrivePermission = "byQueue", sourceQueueArns = feeders })
    )
  }
  policies = { for name, arn in local.queue_arns : name => jsonencode({
    Version = "2012-10-17"
    Statement = concat([local.tls_only[arn]], [
      for topic in local.senders[name] : {
        Sid       = "FromTopic${substr(sha1(topic), 0, 8)}"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = arn
        Condition = { ArnEquals = { "aws:SourceArn" = topic } }
      }
    ])
  }) }
}

# Queues that keep what comes: dead letters, parked messages, those that no handler of the file reads.
#
# checkov:skip=CKV_AWS_27: encrypted by SQS's own keys (sqs_managed_sse_enabled), or by kms_key.
resource "aws_sqs_queue" "last" {
  for_each = { for name, queue in local.new_queues : name => queue if queue.dead_letters == null }

  name                        = each.value.resource_name
  fifo_queue                  = each.value.ordered ? true : null
  content_based_deduplication = each.value.ordered ? false : null
  deduplication_scope         = each.value.ordered ? "messageGroup" : null
  fifo_throughput_limit       = each.value.ordered ? "perMessageGroupId" : null
  delay_seconds               = each.value.delay_seconds
  message_retention_seconds   = each.value.retention_seconds
  visibility_timeout_seconds  = each.value.ack_deadline_seconds
  max_message_size            = each.value.max_message_bytes
  receive_wait_time_seconds   = 20

  sqs_managed_sse_enabled           = var.kms_key == null ? true : null
  kms_master_key_id                 = var.kms_key
  kms_data_key_reuse_period_seconds = local.kms_reuse_seconds

  redrive_allow_policy = local.redrive_allow_policies[each.key]
  policy               = local.policies[each.key]
  tags                 = var.tags
}

# Those with dead letters: SQS refuses to make one before the queue of its dead letters is there.
#
# checkov:skip=CKV_AWS_27: as above.
resource "aws_sqs_queue" "this" {
  for_each = { for name, queue in local.new_queues : name => queue if queue.dead_letters != null }

  name                        = each.value.resource_name
  fifo_queue                  = each.value.ordered ? true : null
  content_based_deduplication = each.value.ordered ? false : null
  deduplication_scope         = each.value.ordered ? "messageGroup" : null
  fifo_throughput_limit       = each.value.ordered ? "perMessageGroupId" : null
  delay_seconds               = each.value.delay_seconds
  message_retention_seconds   = each.value.retention_seconds
  visibility_timeout_seconds  = each.value.ack_deadline_seconds
  max_message_size            = each.value.max_message_bytes
  receive_wait_time_seconds   = 20

  sqs_managed_sse_enabled           = var.kms_key == null ? true : null
  kms_master_key_id                 = var.kms_key
  kms_data_key_reuse_period_seconds = local.kms_reuse_seconds

  redrive_policy = jsonencode({
    deadLetterTargetArn = local.queue_arns[each.value.dead_letters]
    maxReceiveCount     = each.value.max_deliveries
  })
  redrive_allow_policy = local.redrive_allow_policies[each.key]
  policy               = local.policies[each.key]
  tags                 = var.tags

  depends_on = [aws_sqs_queue.last]
}

# checkov:skip=CKV_AWS_27: as above.
resource "aws_sqs_queue" "undelivered" {
  for_each = var.subscriptions

  name                              = local.undelivered_names[each.key]
  fifo_queue                        = endswith(local.undelivered_names[each.key], ".fifo") ? true : null
  message_retention_seconds         = 1209600
  sqs_managed_sse_enabled           = var.kms_key == null ? true : null
  kms_master_key_id                 = var.kms_key
  kms_data_key_reuse_period_seconds = local.kms_reuse_seconds
  redrive_allow_policy              = jsonencode({ redrivePermission = "denyAll" })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [local.tls_only[local.undelivered_arns[each.key]], {
      Sid       = "FromTopic"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = local.undelivered_arns[each.key]
      Condition = { ArnEquals = { "aws:SourceArn" = local.topic_arns[each.value.topic] } }
    }]
  })
  tags = var.tags
}

resource "aws_sns_topic" "this" {
  for_each = { for name, topic in var.topics : name => topic if topic.existing == null }

  name                        = each.value.resource_name
  fifo_topic                  = each.value.ordered ? true : null
  content_based_deduplication = each.value.ordered ? false : null
  fifo_throughput_scope       = each.value.ordered ? "MessageGroup" : null
  kms_master_key_id           = coalesce(var.kms_key, "alias/aws/sns")
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = local.topic_arns[each.key]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
  tags = var.tags
}

resource "aws_sns_topic_subscription" "queue" {
  for_each = { for handler, one in var.subscriptions : handler => one if one.queue != null }

  topic_arn            = local.topic_arns[each.value.topic]
  protocol             = "sqs"
  endpoint             = local.queue_arns[each.value.queue]
  raw_message_delivery = true
  filter_policy        = length(each.value.filter) == 0 ? null : jsonencode(each.value.filter)
  filter_policy_scope  = length(each.value.filter) == 0 ? null : "MessageAttributes"
  redrive_policy       = jsonencode({ deadLetterTargetArn = local.undelivered_arns[each.key] })

  depends_on = [aws_sns_topic.this, aws_sqs_queue.last, aws_sqs_queue.this, aws_sqs_queue.undelivered]
}
