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

run "uses_what_is_there_already" {
  command = plan
  assert {
    condition     = !contains(module.messaging.made.queues, "audit") && !contains(module.messaging.made.queues, "reports") && !contains(module.messaging.made.topics, "prices")
    error_message = "It is not made again."
  }
  assert {
    condition = (
      output.environment["place-order"]["FERRY_CHANNEL_AUDIT"] == "pubsub://example-project/their-audit"
      && output.environment["place-order"]["FERRY_CHANNEL_REPORTS"] == "pubsub://elsewhere/their-reports"
      && output.environment["place-order"]["FERRY_CHANNEL_PRICES"] == "pubsub://example-project/their-prices"
    )
    error_message = "By its name it is in this project, by its id where that says."
  }
}

run "a_handler_s_own_variables_and_secrets" {
  command = plan
  variables {
    variables = { REGION = "eu" }
    handlers  = { payment = { variables = { MARKET = "eu" }, secrets = { TOKEN = "projects/shared/secrets/token" } } }
  }
  assert {
    condition     = lookup(output.environment["payment"], "MARKET", "") == "eu" && !contains(keys(output.environment["ledger"]), "MARKET")
    error_message = "A handler's variables are its own."
  }
  assert {
    condition     = alltrue([for environment in output.environment : environment["CURRENCY"] == "EUR" && environment["REGION"] == "eu"])
    error_message = "Variables of the file and of the module are everybody's."
  }
  assert {
    condition = (
      contains(module.function["payment"].grants, "roles/secretmanager.secretAccessor on projects/shared/secrets/token")
      && !contains(module.function["ledger"].grants, "roles/secretmanager.secretAccessor on projects/shared/secrets/token")
    )
    error_message = "A handler's secrets are its own."
  }
}

run "each_function_may_do_its_own_work_alone" {
  command = plan
  assert {
    condition = toset(module.function["place-order"].grants) == toset([
      "roles/pubsub.publisher on projects/example-project/topics/dev-orders-dead",
      "roles/pubsub.publisher on projects/example-project/topics/dev-orders-parked",
      "roles/pubsub.publisher on projects/example-project/topics/dev-order-events",
      "roles/pubsub.publisher on projects/example-project/topics/their-audit",
      "roles/pubsub.publisher on projects/example-project/topics/their-prices",
      "roles/pubsub.publisher on projects/elsewhere/topics/their-reports",
      "roles/datastore.user on projects/example-project/databases/dev-shop-records",
      "roles/secretmanager.secretAccessor on projects/example-project/secrets/dev-payment-api-key",
    ])
    error_message = "A handler publishes where the file says, keeps records and reads its secrets."
  }
  assert {
    condition = toset(module.operations["place-order"].grants["redrive"]) == toset([
      "roles/pubsub.publisher on projects/example-project/topics/dev-orders",
      "roles/pubsub.publisher on projects/example-project/topics/dev-orders-parked",
      "roles/pubsub.subscriber on projects/example-project/subscriptions/dev-orders-dead",
      "roles/pubsub.viewer on projects/example-project/subscriptions/dev-orders-dead",
      "roles/pubsub.subscriber on projects/example-project/subscriptions/dev-orders-parked",
      "roles/pubsub.viewer on projects/example-project/subscriptions/dev-orders-parked",
    ])
    error_message = "A redrive takes dead and parked letters, and sends them back or parks them."
  }
}

run "a_role_that_a_user_adds" {
  command = plan
  variables {
    handlers = { payment = { roles = [{ role = "roles/bigquery.dataEditor", reason = "it writes reports" }], databases = { ledger = "projects/example-project/databases/ledger" } } }
  }
  assert {
    condition = (
      contains(module.function["payment"].grants, "roles/bigquery.dataEditor on projects/example-project")
      && contains(module.function["payment"].grants, "roles/datastore.user on projects/example-project/databases/ledger")
      && !contains(module.function["ledger"].grants, "roles/bigquery.dataEditor on projects/example-project")
    )
    error_message = "It is that handler's alone."
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
