mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name         = "shop-payment"
  function     = { package = "versions.tf" } # any file: nothing here opens it
  environment  = { FERRY_HANDLER = "payment" }
  source_queue = { arn = "arn:aws:sqs:eu-central-1:123456789012:payment" }
  dead_letters = { arn = "arn:aws:sqs:eu-central-1:123456789012:payment-dead" }
  parked       = { arn = "arn:aws:sqs:eu-central-1:123456789012:payment-parked" }
  account      = { id = "123456789012", region = "eu-central-1" }
  tags         = { team = "shop" }
}

run "deadLetters_areLookedAfterOnASchedule" {
  command = plan
  assert {
    condition     = aws_cloudwatch_event_rule.schedule[0].schedule_expression == "rate(5 minutes)"
    error_message = "schedule"
  }
  assert {
    condition     = aws_lambda_permission.schedule[0].principal == "events.amazonaws.com"
    error_message = "the schedule may call it"
  }
  assert {
    condition     = module.function["dead-letters"].name == "shop-payment-dead-letters" && module.function["redrive"].name == "shop-payment-redrive"
    error_message = "functions"
  }
}

run "scheduledFunction_mayLookAndSendBack" {
  command = plan
  assert {
    condition     = anytrue([for one in module.function["dead-letters"].statements : one.Sid == "DeadLetters" && one.Action == tolist(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]) && one.Resource == tolist(["arn:aws:sqs:eu-central-1:123456789012:payment-dead"]) if one.Sid == "DeadLetters"])
    error_message = "look"
  }
  assert {
    condition     = anytrue([for one in module.function["dead-letters"].statements : one.Action == tolist(["sqs:SendMessage"]) && one.Resource == tolist(["arn:aws:sqs:eu-central-1:123456789012:payment", "arn:aws:sqs:eu-central-1:123456789012:payment-parked"]) if one.Sid == "Redrive"])
    error_message = "send back"
  }
}

run "redriveFunction_mayLookAtParkedLettersToo" {
  command = plan
  assert {
    condition     = anytrue([for one in module.function["redrive"].statements : one.Resource == tolist(["arn:aws:sqs:eu-central-1:123456789012:payment-dead", "arn:aws:sqs:eu-central-1:123456789012:payment-parked"]) if one.Sid == "DeadLetters"])
    error_message = "look"
  }
}

run "withoutSchedule_nothingIsScheduled" {
  command = plan
  variables {
    schedule_minutes = 0
    parked           = null
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.schedule) == 0 && length(aws_cloudwatch_event_target.schedule) == 0 && length(aws_lambda_permission.schedule) == 0
    error_message = "scheduled"
  }
}
