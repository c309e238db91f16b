# A negative case for every validation.
mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name            = "orders"
  package         = "versions.tf" # any file: nothing here opens it
  entry_point     = "com.example.Orders::handleRequest"
  timeout_seconds = 40
  environment     = { FERRY_HANDLER = "orders" }
  account         = { id = "123456789012", region = "eu-central-1" }
  source_queue    = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders", ordered = false, ack_deadline_seconds = 240 }
}

run "nameWithAnUnderscore_isRefused" {
  command = plan
  variables {
    name = "or_ders"
  }
  expect_failures = [var.name]
}

run "packageThatIsNotThere_isRefused" {
  command = plan
  variables {
    package = "no-such.zip"
  }
  expect_failures = [var.package]
}

run "entryPointWithoutAMethod_isRefused" {
  command = plan
  variables {
    entry_point = "com.example.Orders"
  }
  expect_failures = [var.entry_point]
}

run "java8_isRefused" {
  command = plan
  variables {
    runtime = "java8.al2"
  }
  expect_failures = [var.runtime]
}

run "otherArchitecture_isRefused" {
  command = plan
  variables {
    architecture = "riscv"
  }
  expect_failures = [var.architecture]
}

run "memoryOf128_isRefused" {
  command = plan
  variables {
    memory_mb = 128
  }
  expect_failures = [var.memory_mb]
}

run "timeoutOfAnHour_isRefused" {
  command = plan
  variables {
    timeout_seconds = 3600
    source_queue    = null
  }
  expect_failures = [var.timeout_seconds]
}

run "fiveKilobytesOfVariables_isRefused" {
  command = plan
  variables {
    environment = { LONG = join("", [for i in range(500) : "0123456789"]) }
  }
  expect_failures = [var.environment]
}

run "policyAboveTwoKilobytes_isRefused" {
  command = plan
  variables {
    environment = { FERRY_POLICY = join("", [for i in range(205) : "0123456789"]) }
  }
  expect_failures = [var.environment]
}

run "visibilityBelowSixTimeouts_isRefused" {
  command = plan
  variables {
    source_queue = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders", ordered = false, ack_deadline_seconds = 239 }
  }
  expect_failures = [var.source_queue]
}

run "windowOfAFifoQueue_isRefused" {
  command = plan
  variables {
    source_queue         = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders.fifo", ordered = true, ack_deadline_seconds = 300 }
    batch_window_seconds = 1
  }
  expect_failures = [var.source_queue]
}

run "batchOfElevenOfAFifoQueue_isRefused" {
  command = plan
  variables {
    source_queue         = { arn = "arn:aws:sqs:eu-central-1:123456789012:orders.fifo", ordered = true, ack_deadline_seconds = 400 }
    batch_size           = 11
    batch_window_seconds = 1
  }
  expect_failures = [var.source_queue]
}

run "queueAndTopic_isRefused" {
  command = plan
  variables {
    source_topic = { arn = "arn:aws:sns:eu-central-1:123456789012:events", filter = {}, undelivered_arn = "arn:aws:sqs:eu-central-1:123456789012:u", on_failure_arn = "arn:aws:sqs:eu-central-1:123456789012:f" }
  }
  expect_failures = [var.source_topic]
}

run "batchOfNothing_isRefused" {
  command = plan
  variables {
    batch_size = 0
  }
  expect_failures = [var.batch_size]
}

run "batchOfElevenWithoutAWindow_isRefused" {
  command = plan
  variables {
    batch_size = 11
  }
  expect_failures = [var.batch_size]
}

run "windowOfAnHour_isRefused" {
  command = plan
  variables {
    batch_window_seconds = 3600
    source_queue         = null
  }
  expect_failures = [var.batch_window_seconds]
}

run "concurrencyOfOne_isRefused" {
  command = plan
  variables {
    concurrency = 1
  }
  expect_failures = [var.concurrency]
}

run "grantWithoutAReason_isRefused" {
  command = plan
  variables {
    statements = [{ sid = "Ledger", actions = ["dynamodb:PutItem"], resources = ["*"], reason = " " }]
  }
  expect_failures = [var.statements]
}

run "grantOfEveryAction_isRefused" {
  command = plan
  variables {
    statements = [{ sid = "Ledger", actions = ["dynamodb:*"], resources = ["arn:aws:dynamodb:eu-central-1:123456789012:table/t"], reason = "easier" }]
  }
  expect_failures = [var.statements]
}

run "logsForTwoDays_isRefused" {
  command = plan
  variables {
    log_retention_days = 2
  }
  expect_failures = [var.log_retention_days]
}

run "keyByAlias_isRefused" {
  command = plan
  variables {
    kms_key = "alias/mine"
  }
  expect_failures = [var.kms_key]
}

run "vpcWithoutSubnets_isRefused" {
  command = plan
  variables {
    vpc = { subnet_ids = [], security_group_ids = ["sg-1"] }
  }
  expect_failures = [var.vpc]
}

run "boundaryByName_isRefused" {
  command = plan
  variables {
    permission_boundary = "boundary"
  }
  expect_failures = [var.permission_boundary]
}

run "accountOfElevenDigits_isRefused" {
  command = plan
  variables {
    account = { id = "12345678901", region = "eu-central-1" }
  }
  expect_failures = [var.account]
}
