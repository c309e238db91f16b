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

run "mapping_callsTheFunction" {
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].function_name == aws_lambda_function.this.arn && aws_lambda_function.this.role == aws_iam_role.this.arn
    error_message = "function"
  }
  assert {
    condition     = output.name == "orders" && output.called_arn == output.arn && output.log_group == "/aws/lambda/orders" && output.role_arn == aws_iam_role.this.arn && length(output.statements) == 2
    error_message = "outputs"
  }
}

run "withSnapStart_mappingCallsTheAlias" {
  variables {
    snap_start = true
  }
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].function_name == aws_lambda_alias.live[0].arn && output.called_arn == aws_lambda_alias.live[0].arn
    error_message = "alias"
  }
  assert {
    condition     = aws_lambda_alias.live[0].function_version == aws_lambda_function.this.version
    error_message = "version"
  }
}
