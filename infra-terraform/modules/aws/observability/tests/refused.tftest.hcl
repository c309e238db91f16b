# A negative case for every validation.
mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name   = "shop"
  region = "eu-central-1"
  handlers = {
    orders = { function = "orders", functions = ["orders-redrive"], source = "orders", queue = "orders", dead_letters = "orders-dead", max_age_seconds = 311040 }
  }
}

run "nameWithASpace_isRefused" {
  command = plan
  variables {
    name = "the shop"
  }
  expect_failures = [var.name]
}

run "ageShareOfNothing_isRefused" {
  command = plan
  variables {
    alarms = { age_share = 0 }
  }
  expect_failures = [var.alarms]
}

run "errorsAboveAHundredPercent_isRefused" {
  command = plan
  variables {
    alarms = { error_percent = 101 }
  }
  expect_failures = [var.alarms]
}

run "thresholdBelowNothing_isRefused" {
  command = plan
  variables {
    alarms = { backlog = -1 }
  }
  expect_failures = [var.alarms]
}

run "periodOfSevenSeconds_isRefused" {
  command = plan
  variables {
    alarms = { period_seconds = 7 }
  }
  expect_failures = [var.alarms]
}
