# A negative case for every validation.
mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name    = "records"
  account = { id = "123456789012", region = "eu-central-1" }
}

run "nameOfTwoLetters_isRefused" {
  command = plan
  variables {
    name = "ab"
  }
  expect_failures = [var.name]
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
