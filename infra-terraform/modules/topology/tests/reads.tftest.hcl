variables {
  topology_file = "./tests/topology.yaml"
  cloud         = "aws"
}

run "defaults_are_filled_in" {
  command = plan
  assert {
    condition     = length(output.problems) == 0
    error_message = "The file can be deployed."
  }
  assert {
    condition     = join(" ", sort(keys(output.queues))) == "by-customer by-customer-dead by-customer-parked orders orders-dead orders-parked payment payment-dead payment-parked"
    error_message = "Each handler has a queue, dead letters and parked messages."
  }
  assert {
    condition     = output.queues["orders"].resource_name == "dev-orders" && output.queues["by-customer"].resource_name == "dev-by-customer.fifo" && output.queues["by-customer-dead"].resource_name == "dev-by-customer-dead.fifo"
    error_message = "Names have the prefix, and what AWS wants of ordered queues."
  }
  assert {
    condition     = output.queues["orders"].ack_deadline_seconds == 240 && output.queues["orders"].max_deliveries == 720
    error_message = "The ack deadline holds six timeouts, deliveries follow from it."
  }
  assert {
    condition     = output.queues["orders-dead"].retention_seconds == 1209600 && output.queues["orders-dead"].dead_of == "orders" && output.queues["orders"].dead_letters == "orders-dead"
    error_message = "Dead letters are kept for 14 days, and know whose they are."
  }
  assert {
    condition     = jsonencode(output.handlers["payment"].filter) == jsonencode({ type = ["OrderPlaced"] }) && output.handlers["payment"].queue == "payment"
    error_message = "A handler of a topic has a queue of its own name."
  }
  assert {
    condition     = jsondecode(output.handlers["place-order"].policy).retry.initial == "PT0.500S" && jsondecode(output.handlers["place-order"].policy).retry.max == "PT120S"
    error_message = "Durations are told in ISO 8601, whatever they are written in."
  }
  assert {
    condition     = output.handlers["place-order"].channels["orders-dead"] == "FERRY_CHANNEL_ORDERS_DEAD"
    error_message = "Channels are told by variables."
  }
  assert {
    condition     = output.variables == { CURRENCY = "EUR" } && output.secrets == { API_KEY = "dev-api-key" }
    error_message = "A secret is told by its name, not as a value."
  }
}

run "an_environment_is_laid_over_it" {
  command = plan
  variables {
    environment = "prod"
  }
  assert {
    condition     = output.name_prefix == "prod-" && output.queues["orders"].retention_seconds == 172800 && output.handlers["place-order"].attempts == 12
    error_message = "What the environment says goes."
  }
  assert {
    condition     = output.handlers["place-order"].initial_delay_seconds == 0.5 && output.tags == { team = "commerce" }
    error_message = "What it does not say stays."
  }
}

run "another_prefix" {
  command = plan
  variables {
    name_prefix = "me-"
  }
  assert {
    condition     = output.queues["orders"].resource_name == "me-orders"
    error_message = "The caller's prefix goes before the file's."
  }
}

run "fitted_to_google" {
  command = plan
  variables {
    cloud = "google"
  }
  assert {
    condition     = length(output.problems) == 0 && output.queues["orders"].max_deliveries == 100 && output.queues["by-customer"].resource_name == "dev-by-customer"
    error_message = "Pub/Sub delivers a hundred times, and has no suffix."
  }
}

run "fitted_to_azure" {
  command = plan
  variables {
    cloud = "azure"
  }
  assert {
    condition     = length(output.problems) == 0 && output.queues["orders"].ack_deadline_seconds == 240 && output.handlers["ledger"].batch_size == 1
    error_message = "A session gives one message at a time."
  }
}

run "everything_wrong_is_told_at_once" {
  command = plan
  variables {
    topology_file = "./tests/wrong.yaml"
  }
  assert {
    condition     = anytrue([for one in output.problems : strcontains(one, "queues.orders.colour: is not a key")])
    error_message = "An unknown key is named."
  }
  assert {
    condition     = anytrue([for one in output.problems : startswith(one, "queues.orders.delay")])
    error_message = "A value out of the cloud's range is named."
  }
  assert {
    condition     = anytrue([for one in output.problems : startswith(one, "handlers.place-order.retry.initialDelay")])
    error_message = "A text that is no duration is named."
  }
  assert {
    condition     = anytrue([for one in output.problems : startswith(one, "handlers.place-order.guarantee")]) && anytrue([for one in output.problems : startswith(one, "handlers.place-order.concurrency")])
    error_message = "A word that is none of those, and a number out of range, are named."
  }
  assert {
    condition     = anytrue([for one in output.problems : strcontains(one, "'graves' keeps messages no longer than its queue")])
    error_message = "Dead letters that would be lost are named."
  }
  assert {
    condition     = anytrue([for one in output.problems : strcontains(one, "there is no channel 'nowhere'")]) && anytrue([for one in output.problems : strcontains(one, "there is no topic 'none'")])
    error_message = "Channels that are not there are named."
  }
  assert {
    condition     = anytrue([for one in output.problems : startswith(one, "variables.FERRY_STORE")])
    error_message = "A variable of Ferry's own is named."
  }
}

run "name_prefix_is_no_prefix" {
  command = plan
  variables {
    name_prefix = "Dev_"
  }
  expect_failures = [var.name_prefix]
}

run "no_file" {
  command = plan
  variables {
    topology_file = "no-such.yaml"
  }
  expect_failures = [var.topology_file]
}

run "no_cloud" {
  command = plan
  variables {
    cloud = "other"
  }
  expect_failures = [var.cloud]
}

run "what_the_wire_does_not_tell_is_in_addresses" {
  command = plan
  variables {
    cloud = "azure"
  }
  assert {
    condition     = output.address_parameters["orders"] == tomap({ deliveries = tostring(output.queues["orders"].max_deliveries) }) && output.address_parameters["by-customer"]["sessions"] == "true"
    error_message = "How often Service Bus delivers, and that a queue has sessions."
  }
}

run "where_the_broker_tells_it_addresses_do_not" {
  command = plan
  assert {
    condition     = alltrue([for parameters in values(output.address_parameters) : length(parameters) == 0])
    error_message = "SQS knows by itself what a queue is."
  }
}
