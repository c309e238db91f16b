mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  account = { id = "123456789012", region = "eu-central-1" }
  queues = {
    orders = {
      resource_name     = "shop-orders", ordered = false, delay_seconds = 2, retention_seconds = 345600, ack_deadline_seconds = 240
      max_message_bytes = 131072, max_deliveries = 720, handler = "place-order", dead_letters = "orders-dead"
    }
    orders-dead = {
      resource_name     = "shop-orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 131072, dead_of = "orders"
    }
    orders-parked = {
      resource_name     = "shop-orders-parked", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 131072, parked_of = "orders"
    }
    stock = {
      resource_name     = "shop-stock.fifo", ordered = true, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240
      max_message_bytes = 262144, max_deliveries = 720, handler = "stock", dead_letters = "stock-dead"
    }
    stock-dead = {
      resource_name     = "shop-stock-dead.fifo", ordered = true, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 262144, dead_of = "stock"
    }
    reports = {
      resource_name     = "shop-reports", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 30
      max_message_bytes = 262144, existing = "arn:aws:sqs:eu-west-1:999999999999:their-reports"
    }
  }
  topics = {
    events = { resource_name = "shop-events.fifo", ordered = true }
    prices = { resource_name = "shop-prices", ordered = false, existing = "their-prices" }
  }
  subscriptions = {
    stock = { topic = "events", queue = "stock", filter = { type = ["OrderPlaced", "OrderChanged"] }, name = "shop-stock" }
    cache = { topic = "prices", name = "shop-cache" }
  }
  tags = { team = "shop" }
}

run "queue_hasTheTopologysNumbers" {
  command = plan
  assert {
    condition     = aws_sqs_queue.this["orders"].visibility_timeout_seconds == 240
    error_message = "visibility timeout"
  }
  assert {
    condition     = aws_sqs_queue.this["orders"].message_retention_seconds == 345600
    error_message = "retention"
  }
  assert {
    condition     = aws_sqs_queue.this["orders"].delay_seconds == 2
    error_message = "delay"
  }
  assert {
    condition     = aws_sqs_queue.this["orders"].max_message_size == 131072
    error_message = "size"
  }
  assert {
    condition     = aws_sqs_queue.this["orders"].tags["team"] == "shop" && aws_sns_topic.this["events"].tags["team"] == "shop"
    error_message = "tags"
  }
}

run "queue_givesUpToItsDeadLetters" {
  command = plan
  assert {
    condition     = jsondecode(aws_sqs_queue.this["orders"].redrive_policy).deadLetterTargetArn == "arn:aws:sqs:eu-central-1:123456789012:shop-orders-dead"
    error_message = "target"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.this["orders"].redrive_policy).maxReceiveCount == 720
    error_message = "maxReceiveCount"
  }
}

run "queueOfDeadLetters_isMadeFirst" {
  command = plan
  assert {
    condition     = toset(keys(aws_sqs_queue.last)) == toset(["orders-dead", "orders-parked", "stock-dead"]) && toset(keys(aws_sqs_queue.this)) == toset(["orders", "stock"])
    error_message = "SQS makes no queue whose dead letters have none yet"
  }
}

run "deadLetters_areTakenFromTheirQueueAlone" {
  command = plan
  assert {
    condition     = jsondecode(aws_sqs_queue.last["orders-dead"].redrive_allow_policy) == { redrivePermission = "byQueue", sourceQueueArns = ["arn:aws:sqs:eu-central-1:123456789012:shop-orders"] }
    error_message = "allow policy of dead letters"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.this["orders"].redrive_allow_policy).redrivePermission == "denyAll" && jsondecode(aws_sqs_queue.last["orders-parked"].redrive_allow_policy).redrivePermission == "denyAll"
    error_message = "other queues are nobody's dead letters"
  }
}

run "everythingIsEncrypted" {
  command = plan
  assert {
    condition     = alltrue([for queue in concat(values(aws_sqs_queue.last), values(aws_sqs_queue.this), values(aws_sqs_queue.undelivered)) : queue.sqs_managed_sse_enabled])
    error_message = "queues"
  }
  assert {
    condition     = aws_sns_topic.this["events"].kms_master_key_id == "alias/aws/sns"
    error_message = "topics"
  }
}

run "withAKey_everythingIsEncryptedByIt" {
  command = plan
  variables {
    kms_key = "arn:aws:kms:eu-central-1:123456789012:key/mine"
  }
  assert {
    condition     = alltrue([for queue in concat(values(aws_sqs_queue.last), values(aws_sqs_queue.this), values(aws_sqs_queue.undelivered)) : queue.kms_master_key_id == var.kms_key && queue.kms_data_key_reuse_period_seconds == 300])
    error_message = "queues"
  }
  assert {
    condition     = aws_sns_topic.this["events"].kms_master_key_id == var.kms_key
    error_message = "topics"
  }
}

run "plainText_isRefused" {
  command = plan
  assert {
    condition = alltrue([
      for queue in concat(values(aws_sqs_queue.last), values(aws_sqs_queue.this), values(aws_sqs_queue.undelivered)) : anytrue([
        for one in jsondecode(queue.policy).Statement : one.Effect == "Deny" && one.Principal == "*" && one.Action == "sqs:*" && try(one.Condition.Bool["aws:SecureTransport"], "") == "false" && endswith(one.Resource, ":${queue.name}")
      ])
    ])
    error_message = "queues"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_sns_topic.this["events"].policy).Statement : one.Effect == "Deny" && one.Action == "sns:Publish" && one.Condition.Bool["aws:SecureTransport"] == "false"])
    error_message = "topics"
  }
}

run "topic_maySendToItsQueuesAlone" {
  command = plan
  assert {
    condition = anytrue([
      for one in jsondecode(aws_sqs_queue.this["stock"].policy).Statement : one.Effect == "Allow" && try(one.Principal.Service, "") == "sns.amazonaws.com" && one.Action == "sqs:SendMessage" && try(one.Condition.ArnEquals["aws:SourceArn"], "") == "arn:aws:sns:eu-central-1:123456789012:shop-events.fifo"
    ])
    error_message = "the queue behind the topic"
  }
  assert {
    condition     = alltrue([for one in jsondecode(aws_sqs_queue.this["orders"].policy).Statement : one.Effect == "Deny"])
    error_message = "a queue that no topic feeds"
  }
  assert {
    condition = anytrue([
      for one in jsondecode(aws_sqs_queue.undelivered["cache"].policy).Statement : one.Effect == "Allow" && try(one.Condition.ArnEquals["aws:SourceArn"], "") == "arn:aws:sns:eu-central-1:123456789012:their-prices"
    ])
    error_message = "what is undelivered"
  }
}

run "orderedQueue_isFifoByGroup" {
  command = plan
  assert {
    condition     = aws_sqs_queue.this["stock"].fifo_queue && aws_sqs_queue.this["stock"].deduplication_scope == "messageGroup" && aws_sqs_queue.this["stock"].fifo_throughput_limit == "perMessageGroupId"
    error_message = "queue"
  }
  assert {
    condition     = !aws_sqs_queue.this["stock"].content_based_deduplication
    error_message = "two equal bodies are two messages"
  }
  assert {
    condition     = aws_sns_topic.this["events"].fifo_topic && !aws_sns_topic.this["events"].content_based_deduplication && aws_sns_topic.this["events"].fifo_throughput_scope == "MessageGroup"
    error_message = "topic"
  }
  assert {
    condition     = aws_sqs_queue.undelivered["stock"].fifo_queue
    error_message = "undelivered"
  }
}

run "subscription_isRawFilteredAndLosesNothing" {
  command = plan
  assert {
    condition     = aws_sns_topic_subscription.queue["stock"].raw_message_delivery
    error_message = "raw: an envelope could be forged"
  }
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.queue["stock"].filter_policy) == { type = ["OrderPlaced", "OrderChanged"] } && aws_sns_topic_subscription.queue["stock"].filter_policy_scope == "MessageAttributes"
    error_message = "filter"
  }
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.queue["stock"].redrive_policy).deadLetterTargetArn == "arn:aws:sqs:eu-central-1:123456789012:shop-stock-undelivered.fifo"
    error_message = "what is undelivered"
  }
  assert {
    condition     = aws_sqs_queue.undelivered["stock"].message_retention_seconds == 1209600
    error_message = "kept for 14 days"
  }
  assert {
    condition     = !contains(keys(aws_sns_topic_subscription.queue), "cache")
    error_message = "a direct one is the function's"
  }
}

run "whatIsThereAlready_isNotMade" {
  command = plan
  assert {
    condition     = !contains(concat(keys(aws_sqs_queue.last), keys(aws_sqs_queue.this)), "reports") && !contains(keys(aws_sns_topic.this), "prices")
    error_message = "made"
  }
  assert {
    condition     = output.queues["reports"].address == "sqs:arn:aws:sqs:eu-west-1:999999999999:their-reports" && output.topics["prices"].address == "sns:arn:aws:sns:eu-central-1:123456789012:their-prices"
    error_message = "addresses"
  }
}
