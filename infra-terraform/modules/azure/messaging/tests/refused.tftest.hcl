mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name    = "dev-shop-abc123"
  queues  = {}
}

run "name_too_short" {
  command = plan
  variables {
    name = "shop"
  }
  expect_failures = [var.name]
}

run "name_that_is_taken_by_azure" {
  command = plan
  variables {
    name = "shop-orders-sb"
  }
  expect_failures = [var.name]
}

run "namespace_is_no_id" {
  command = plan
  variables {
    namespace = "shop"
  }
  expect_failures = [var.namespace]
}

run "queue_s_name" {
  command = plan
  variables {
    queues = { orders = { resource_name = "-orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "a_delay" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 1, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "kept_too_short" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 59, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "lock_too_short" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 4, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "lock_too_long" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 301, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "no_delivery" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, max_deliveries = 0 } }
  }
  expect_failures = [var.queues]
}

run "too_many_deliveries" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, max_deliveries = 2001 } }
  }
  expect_failures = [var.queues]
}

run "too_few_deliveries" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, max_deliveries = 10, dead_letters = "dead" }, dead = { resource_name = "dead", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "duplicates_too_short" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, dedup_window_seconds = 19 } }
  }
  expect_failures = [var.queues]
}

run "duplicates_too_long" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, dedup_window_seconds = 604801 } }
  }
  expect_failures = [var.queues]
}

run "handler_without_dead_letters" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, handler = "h" } }
  }
  expect_failures = [var.queues]
}

run "dead_letters_that_are_none" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, dead_letters = "none" } }
  }
  expect_failures = [var.queues]
}

run "topic_s_name" {
  command = plan
  variables {
    topics = { events = { resource_name = "-events", ordered = false, max_message_bytes = 1024 } }
  }
  expect_failures = [var.topics]
}

run "subscription_s_name" {
  command = plan
  variables {
    subscriptions = { h = { topic = "events", queue = "orders", filter = {}, name = "" } }
    queues        = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
    topics        = { events = { resource_name = "events", ordered = false, max_message_bytes = 1024 } }
  }
  expect_failures = [var.subscriptions]
}

run "subscription_of_nothing" {
  command = plan
  variables {
    subscriptions = { h = { topic = "none", queue = "none", filter = {}, name = "h" } }
  }
  expect_failures = [var.subscriptions]
}

run "filter_without_values" {
  command = plan
  variables {
    subscriptions = { h = { topic = "events", queue = "orders", filter = { type = [] }, name = "h" } }
    queues        = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
    topics        = { events = { resource_name = "events", ordered = false, max_message_bytes = 1024 } }
  }
  expect_failures = [var.subscriptions]
}

run "filter_with_a_bracket" {
  command = plan
  variables {
    subscriptions = { h = { topic = "events", queue = "orders", filter = { "a]" = ["b"] }, name = "h" } }
    queues        = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
    topics        = { events = { resource_name = "events", ordered = false, max_message_bytes = 1024 } }
  }
  expect_failures = [var.subscriptions]
}

run "sku_without_topics" {
  command = plan
  variables {
    sku = "Basic"
  }
  expect_failures = [var.sku]
}

run "capacity_is_none" {
  command = plan
  variables {
    capacity = 3
  }
  expect_failures = [var.capacity]
}
