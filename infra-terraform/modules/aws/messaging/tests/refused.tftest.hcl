# A negative case for every validation.
mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  account = { id = "123456789012", region = "eu-central-1" }
  queues = {
    orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders", dead_letters = "orders-dead" }
    orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
  }
  topics = { events = { resource_name = "events", ordered = false } }
}

run "orderedQueueWithoutFifo_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = true, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "queueNamedWithASpace_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "or ders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "delayOfAnHour_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 3600, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "retentionOfAMonth_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 2592000, ack_deadline_seconds = 240, max_message_bytes = 262144 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "ackDeadlineOfADay_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 86400, max_message_bytes = 262144 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "messagesOfTwoMebibytes_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 2097152 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "fiveDeliveries_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders", dead_letters = "orders-dead", max_deliveries = 5 }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "handlerWithoutDeadLetters_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders" }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "deadLettersThatAreNotThere_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders", dead_letters = "grave" }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "deadLettersKeptAsLongAsTheirQueue_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders", dead_letters = "orders-dead" }
      orders-dead = { resource_name = "orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "fifoDeadLettersOfAStandardQueue_isRefused" {
  command = plan
  variables {
    queues = {
      orders      = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 240, max_message_bytes = 262144, handler = "orders", dead_letters = "orders-dead" }
      orders-dead = { resource_name = "orders-dead.fifo", ordered = true, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 240, max_message_bytes = 262144 }
    }
  }
  expect_failures = [var.queues]
}

run "orderedTopicWithoutFifo_isRefused" {
  command = plan
  variables {
    topics = { events = { resource_name = "events", ordered = true } }
  }
  expect_failures = [var.topics]
}

run "subscriptionOfNoTopic_isRefused" {
  command = plan
  variables {
    subscriptions = { orders = { topic = "evnets", queue = "orders", name = "orders" } }
  }
  expect_failures = [var.subscriptions]
}

run "subscriptionToNoQueue_isRefused" {
  command = plan
  variables {
    subscriptions = { orders = { topic = "events", queue = "oders", name = "orders" } }
  }
  expect_failures = [var.subscriptions]
}

run "filterOfSixAttributes_isRefused" {
  command = plan
  variables {
    subscriptions = { orders = { topic = "events", queue = "orders", name = "orders", filter = { for name in ["a", "b", "c", "d", "e", "f"] : name => ["x"] } } }
  }
  expect_failures = [var.subscriptions]
}

run "filterOfTooManyCombinations_isRefused" {
  command = plan
  variables {
    subscriptions = { orders = { topic = "events", queue = "orders", name = "orders", filter = { a = [for i in range(13) : "v${i}"], b = [for i in range(13) : "v${i}"] } } }
  }
  expect_failures = [var.subscriptions]
}

run "accountOfElevenDigits_isRefused" {
  command = plan
  variables {
    account = { id = "12345678901", region = "eu-central-1" }
  }
  expect_failures = [var.account]
}

run "keyByAlias_isRefused" {
  command = plan
  variables {
    kms_key = "alias/mine"
  }
  expect_failures = [var.kms_key]
}
