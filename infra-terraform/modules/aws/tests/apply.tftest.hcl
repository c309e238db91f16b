mock_provider "aws" {
  source = "../../tests/mocks/aws"
}

variables {
  topology_file = "tests/topology.yaml"
  package       = "versions.tf" # any file: nothing here opens it
  entry_point   = "com.example.Orders::handleRequest"
}

run "applied_itTellsEverything" {
  assert {
    condition     = output.functions["payment"].name == "t-payment" && output.redrive_functions["payment"].name == "t-payment-redrive" && output.dead_letter_functions["payment"].name == "t-payment-dead-letters"
    error_message = "functions"
  }
  assert {
    condition     = output.queues["orders"].arn == "arn:aws:sqs:eu-central-1:123456789012:t-orders" && output.topics["events"].name == "t-events" && output.undelivered["payment"].name == "t-payment-undelivered"
    error_message = "channels"
  }
  assert {
    condition     = contains(output.alarms, "t-shop-payment-dead-letters") && output.dashboard == "t-shop" && output.records.name == "t-shop-records"
    error_message = "the rest"
  }
}
