mock_provider "google" {}

variables {
  account      = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name         = "payment"
  function     = { source_archive = { bucket = "b", object = "o" } }
  environment  = {}
  source_queue = { id = "projects/p/topics/t" }
  dead_letters = { subscription = "projects/p/subscriptions/d" }
}

run "name_too_long" {
  command = plan
  variables {
    name = join("", [for i in range(51) : "x"])
  }
  expect_failures = [var.name]
}

run "more_than_a_day" {
  command = plan
  variables {
    schedule_minutes = 1441
  }
  expect_failures = [var.schedule_minutes]
}

run "half_a_minute" {
  command = plan
  variables {
    schedule_minutes = 0.5
  }
  expect_failures = [var.schedule_minutes]
}

run "everybody" {
  command = plan
  variables {
    operators = ["allUsers"]
  }
  expect_failures = [var.operators]
}

run "no_time" {
  command = plan
  variables {
    timeout_seconds = 14
  }
  expect_failures = [var.timeout_seconds]
}

run "too_much_time" {
  command = plan
  variables {
    timeout_seconds = 601
  }
  expect_failures = [var.timeout_seconds]
}
