mock_provider "google" {}

variables {
  account  = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name     = "shop"
  handlers = {}
}

run "name_with_blanks" {
  command = plan
  variables {
    name = "a shop"
  }
  expect_failures = [var.name]
}

run "no_share" {
  command = plan
  variables {
    alarms = { age_share = 0 }
  }
  expect_failures = [var.alarms]
}

run "no_percent" {
  command = plan
  variables {
    alarms = { error_percent = 101 }
  }
  expect_failures = [var.alarms]
}

run "below_zero" {
  command = plan
  variables {
    alarms = { parked = -1 }
  }
  expect_failures = [var.alarms]
}

run "half_a_minute" {
  command = plan
  variables {
    alarms = { period_seconds = 30 }
  }
  expect_failures = [var.alarms]
}
