mock_provider "google" {}

variables {
  account         = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name            = "payment"
  source_archive  = { bucket = "b", object = "o" }
  entry_point     = "com.example.OnGoogle"
  timeout_seconds = 40
  environment     = {}
}

run "name_in_upper_case" {
  command = plan
  variables {
    name = "Payment"
  }
  expect_failures = [var.name]
}

run "entry_point_is_no_class" {
  command = plan
  variables {
    entry_point = "a b"
  }
  expect_failures = [var.entry_point]
}

run "runtime_is_none" {
  command = plan
  variables {
    runtime = "java11"
  }
  expect_failures = [var.runtime]
}

run "too_little_memory" {
  command = plan
  variables {
    memory_mb = 128
  }
  expect_failures = [var.memory_mb]
}

run "too_much_memory" {
  command = plan
  variables {
    memory_mb = 40000
  }
  expect_failures = [var.memory_mb]
}

run "longer_than_a_push_waits" {
  command = plan
  variables {
    timeout_seconds = 601
  }
  expect_failures = [var.timeout_seconds]
}

run "no_time" {
  command = plan
  variables {
    timeout_seconds = 0
  }
  expect_failures = [var.timeout_seconds]
}

run "no_run_at_once" {
  command = plan
  variables {
    concurrency = 0
  }
  expect_failures = [var.concurrency]
}

run "too_many_requests" {
  command = plan
  variables {
    requests_at_once = 1001
  }
  expect_failures = [var.requests_at_once]
}

run "too_many_warm" {
  command = plan
  variables {
    min_instances = 101
  }
  expect_failures = [var.min_instances]
}

run "a_policy_too_long" {
  command = plan
  variables {
    environment = { FERRY_POLICY = format("%02049d", 0) }
  }
  expect_failures = [var.environment]
}

run "deadline_below_the_timeout" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 39, retention_seconds = 600, initial_delay_seconds = 1, max_delay_seconds = 2, max_deliveries = 100, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "deadline_above_pubsub_s" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 601, retention_seconds = 600, initial_delay_seconds = 1, max_delay_seconds = 2, max_deliveries = 100, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "too_few_deliveries" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 40, retention_seconds = 600, initial_delay_seconds = 1, max_delay_seconds = 2, max_deliveries = 10, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "too_many_deliveries" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 40, retention_seconds = 600, initial_delay_seconds = 1, max_delay_seconds = 2, max_deliveries = 101, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "backoff_backwards" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 40, retention_seconds = 600, initial_delay_seconds = 3, max_delay_seconds = 2, max_deliveries = 100, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "backoff_too_long" {
  command = plan
  variables {
    source_queue = { name = "a-queue", topic = "projects/p/topics/t", ordered = false, ack_deadline_seconds = 40, retention_seconds = 600, initial_delay_seconds = 3, max_delay_seconds = 601, max_deliveries = 100, dead_letter_topic = "projects/p/topics/d" }
  }
  expect_failures = [var.source_queue]
}

run "direct_with_a_filter" {
  command = plan
  variables {
    source_topic = { id = "projects/p/topics/t", filter = { a = ["b"] }, direct = true }
    source_queue = {
      name                  = "payment", topic = "projects/p/topics/payment", ordered = false, ack_deadline_seconds = 60, retention_seconds = 345600
      initial_delay_seconds = 1, max_delay_seconds = 300, max_deliveries = 100, dead_letter_topic = "projects/p/topics/payment-dead"
    }
  }
  expect_failures = [var.source_topic]
}

run "a_topic_without_a_queue" {
  command = plan
  variables {
    source_topic = { id = "projects/p/topics/t", filter = {} }
  }
  expect_failures = [var.source_topic]
}

run "a_basic_role" {
  command = plan
  variables {
    roles = [{ role = "roles/editor", reason = "because" }]
  }
  expect_failures = [var.roles]
}

run "a_role_without_reason" {
  command = plan
  variables {
    roles = [{ role = "roles/pubsub.viewer", reason = " " }]
  }
  expect_failures = [var.roles]
}

run "ingress_is_none" {
  command = plan
  variables {
    ingress = "ALL"
  }
  expect_failures = [var.ingress]
}

run "egress_is_none" {
  command = plan
  variables {
    vpc = { connector = "c", egress = "NONE" }
  }
  expect_failures = [var.vpc]
}
