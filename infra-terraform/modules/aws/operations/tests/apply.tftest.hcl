mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name             = "payment"
  function         = { package = "versions.tf" } # any file: nothing here opens it
  environment      = { FERRY_HANDLER = "payment" }
  source_queue     = { arn = "arn:aws:sqs:eu-central-1:123456789012:payment" }
  dead_letters     = { arn = "arn:aws:sqs:eu-central-1:123456789012:payment-dead" }
  account          = { id = "123456789012", region = "eu-central-1" }
  schedule_minutes = 1
}

run "schedule_callsTheFunction" {
  assert {
    condition     = aws_cloudwatch_event_target.schedule[0].arn == output.dead_letter_function.arn && aws_cloudwatch_event_target.schedule[0].rule == "payment-dead-letters"
    error_message = "target"
  }
  assert {
    condition     = aws_lambda_permission.schedule[0].source_arn == aws_cloudwatch_event_rule.schedule[0].arn
    error_message = "that schedule alone"
  }
  assert {
    condition     = aws_cloudwatch_event_rule.schedule[0].schedule_expression == "rate(1 minute)" && output.redrive_function.name == "payment-redrive"
    error_message = "outputs"
  }
}
