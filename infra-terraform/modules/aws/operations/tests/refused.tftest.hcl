# A negative case for every validation.
mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name         = "orders"
  function     = { package = "versions.tf" } # any file: nothing here opens it
  environment  = { FERRY_HANDLER = "orders" }
  source_queue = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders" }
  dead_letters = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders-dead" }
  account      = { id = "123456789012", region = "eu-central-1" }
}

run "nameOfFiftyOneCharacters_isRefused" {
  command = plan
  variables {
    name = "o23456789012345678901234567890123456789012345678901"
  }
  expect_failures = [var.name]
}

run "scheduleOfTwoDays_isRefused" {
  command = plan
  variables {
    schedule_minutes = 2880
  }
  expect_failures = [var.schedule_minutes]
}

run "timeoutOfTenSeconds_isRefused" {
  command = plan
  variables {
    timeout_seconds = 10
  }
  expect_failures = [var.timeout_seconds]
}

run "accountOfElevenDigits_isRefused" {
  command = plan
  variables {
    account = { id = "12345678901", region = "eu-central-1" }
  }
  expect_failures = [var.account]
}
