mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name    = "records"
  account = { id = "123456789012", region = "eu-central-1" }
}

run "applied_itTellsTheTable" {
  assert {
    condition     = output.name == aws_dynamodb_table.records[0].name && output.arn == "arn:aws:dynamodb:eu-central-1:123456789012:table/records"
    error_message = "outputs"
  }
}
