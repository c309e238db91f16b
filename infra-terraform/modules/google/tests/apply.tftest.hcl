# Without override_during = plan, which makes an apply contradict its plan.
mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email = "somebody@example-project.iam.gserviceaccount.com"
      name  = "projects/example-project/serviceAccounts/somebody@example-project.iam.gserviceaccount.com"
    }
  }
}

variables {
  topology_file  = "./tests/topology.yaml"
  package        = "./tests/topology.yaml"
  entry_point    = "com.example.OnGoogle"
  project        = "example-project"
  project_number = "123456789012"
  region         = "europe-west1"
  name_prefix    = "dev-"
}

run "applied_it_tells_everything" {
  assert {
    condition     = output.functions["payment"].name == "dev-payment" && output.functions["payment"].url == "https://europe-west1-example-project.cloudfunctions.net/dev-payment"
    error_message = "functions"
  }
  assert {
    condition     = output.redrive_functions["payment"].name == "dev-payment-redrive" && output.dead_letter_functions["payment"].name == "dev-payment-dead-letters"
    error_message = "functions that look after dead letters"
  }
  assert {
    condition     = output.queues["payment-dead"].subscription == "projects/example-project/subscriptions/dev-payment-dead" && output.topics["order-events"].id == "projects/example-project/topics/dev-order-events"
    error_message = "channels"
  }
  assert {
    condition     = contains(output.alarms, "dev-shop-payment-dead-letters") && contains(output.alarms, "dev-shop-payment-given-up") && output.records.name == "dev-shop-records"
    error_message = "alarms and records"
  }
}
