mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name     = "shop"
  region   = "eu-central-1"
  handlers = { orders = { function = "orders", functions = ["orders-redrive"], source = "orders", queue = "orders", dead_letters = "orders-dead", max_age_seconds = 3600 } }
}

run "applied_itTellsAlarms" {
  assert {
    condition     = contains(output.alarms, "shop-orders-dead-letters") && contains(output.alarms, "shop-orders-redrive-errors") && length(output.alarms) == 8 && output.dashboard == "shop"
    error_message = "outputs"
  }
}
