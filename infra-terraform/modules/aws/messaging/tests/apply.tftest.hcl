mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  account = { id = "123456789012", region = "eu-central-1" }
  queues = {
    orders = {
      resource_name     = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240
      max_message_bytes = 262144, max_deliveries = 720, handler = "orders", dead_letters = "orders-dead"
    }
    orders-dead = {
      resource_name     = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 262144, dead_of = "orders"
    }
  }
  topics        = { events = { resource_name = "events", ordered = false } }
  subscriptions = { orders = { topic = "events", queue = "orders", name = "orders" } }
}

run "applied_itTellsAddresses" {
  assert {
    condition     = output.queues["orders"] == { name = "orders", arn = "arn:aws:sqs:eu-central-1:123456789012:orders", address = "sqs:arn:aws:sqs:eu-central-1:123456789012:orders" }
    error_message = "queue"
  }
  assert {
    condition     = output.topics["events"].address == "sns:arn:aws:sns:eu-central-1:123456789012:events" && output.undelivered["orders"].name == "orders-undelivered"
    error_message = "topic"
  }
  assert {
    condition     = output.made == { queues = ["orders-dead", "orders"], topics = ["events"], subscriptions = ["orders"] }
    error_message = "made"
  }
  assert {
    condition     = aws_sns_topic_subscription.queue["orders"].filter_policy == null
    error_message = "no filter takes every message"
  }
  assert {
    condition     = !can(jsondecode(aws_sqs_queue.last["orders-dead"].redrive_policy).deadLetterTargetArn)
    error_message = "dead letters are not given up again: looking at them counts receives"
  }
}
