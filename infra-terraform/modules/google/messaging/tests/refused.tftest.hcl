mock_provider "google" {}

variables {
  account = { id = "example-project", number = "123456789012", region = "europe-west1" }
  queues  = {}
}

run "name_of_google_s_own" {
  command = plan
  variables {
    queues = { orders = { resource_name = "goog-orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
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
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 599, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "kept_too_long" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 2678401, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "ack_deadline_too_short" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 9, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "ack_deadline_too_long" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 601, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "messages_too_large" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 10000001 } }
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

run "dead_letters_kept_no_longer" {
  command = plan
  variables {
    queues = { orders = { resource_name = "orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, dead_letters = "dead" }, dead = { resource_name = "dead", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144 } }
  }
  expect_failures = [var.queues]
}

run "topic_s_name" {
  command = plan
  variables {
    topics = { events = { resource_name = "1", ordered = false, max_message_bytes = 1024 } }
  }
  expect_failures = [var.topics]
}

run "project" {
  command = plan
  variables {
    account = { id = "P", number = "123456789012", region = "europe-west1" }
  }
  expect_failures = [var.account]
}

run "project_number" {
  command = plan
  variables {
    account = { id = "example-project", number = "x", region = "europe-west1" }
  }
  expect_failures = [var.account]
}

run "key" {
  command = plan
  variables {
    kms_key = "k"
  }
  expect_failures = [var.kms_key]
}
