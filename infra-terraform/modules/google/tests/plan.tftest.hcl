mock_provider "google" {}

variables {
  topology_file  = "./tests/topology.yaml"
  package        = "./tests/topology.yaml"
  entry_point    = "com.example.OnGoogle"
  project        = "example-project"
  project_number = "123456789012"
  region         = "europe-west1"
  name_prefix    = "dev-"
}

run "makes_what_the_file_says" {
  command = plan

  assert {
    condition     = output.queues["orders"].address == "pubsub://example-project/dev-orders"
    error_message = "The address of a queue is built from its project and name."
  }
  assert {
    condition     = join(" ", sort(keys(output.functions))) == "ledger payment place-order"
    error_message = "Every handler has a function."
  }
  assert {
    condition     = output.functions["payment"].subscriptions == { own = "dev-payment", topic = "dev-payment.from.dev-order-events" }
    error_message = "A handler of a topic is fed by its own topic, where redrives go, and by the one that it listens to."
  }
  assert {
    condition     = output.functions["place-order"].subscriptions == { own = "dev-orders" }
    error_message = "A handler of a queue is fed by its queue."
  }
}

run "tells_functions_their_policy_and_channels" {
  command = plan

  assert {
    condition     = output.environment["payment"]["FERRY_HANDLER"] == "payment"
    error_message = "FERRY_HANDLER names the handler."
  }
  assert {
    condition     = jsondecode(output.environment["place-order"]["FERRY_POLICY"]).retry.initial == "PT3S"
    error_message = "FERRY_POLICY is the file's."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CHANNEL_ORDER_EVENTS"] == "pubsub://example-project/dev-order-events"
    error_message = "A function is told the channels that it publishes to."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_STORE"] == "firestore:example-project/dev-shop-records/ferry-records"
    error_message = "A function is told where records are kept."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CALLER_AUDIENCE"] == "https://europe-west1-example-project.cloudfunctions.net/dev-place-order"
    error_message = "A function is told the audience of its callers' tokens."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CALLER_ACCOUNTS"] == "dev-place-order-call@example-project.iam.gserviceaccount.com"
    error_message = "A function is told who may call it."
  }
}

run "keeps_the_order_of_an_ordered_queue" {
  command = plan
  assert {
    condition     = output.topology.queues["by-customer"].ordered && output.topology.queues["by-customer-dead"].ordered
    error_message = "Dead letters of an ordered queue are ordered."
  }
}

run "another_environment_s_database" {
  command = plan
  variables {
    records = "(default)"
  }
  assert {
    condition     = output.records.id == "projects/example-project/databases/(default)"
    error_message = "A database that is there is used."
  }
}
