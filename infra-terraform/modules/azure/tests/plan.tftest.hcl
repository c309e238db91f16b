mock_provider "azurerm" {
  source = "../../tests/mocks/azure"
}

variables {
  topology_file   = "./tests/topology.yaml"
  package         = "./tests/topology.yaml"
  subscription_id = "00000000-0000-0000-0000-000000000000"
  resource_group  = "shop"
  location        = "westeurope"
  name_prefix     = "dev-"
  unique          = "abc123"
}

run "makes_what_the_file_says" {
  command = plan

  assert {
    condition     = output.queues["orders"].address == "servicebus://dev-shop-abc123/dev-orders?deliveries=720&duplicates=600s" && output.queues["by-customer"].address == "servicebus://dev-shop-abc123/dev-by-customer?deliveries=720&sessions=true"
    error_message = "The address of a queue says what the wire does not."
  }
  assert {
    condition     = output.topics["order-events"].address == "servicebus://dev-shop-abc123/dev-order-events?kind=topic"
    error_message = "The address of a topic says that it is one."
  }
  assert {
    condition     = join(" ", sort(keys(output.functions))) == "ledger payment place-order" && output.functions["payment"].name == "dev-payment-abc123"
    error_message = "Every handler has a function app, whose name is unique."
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
    condition     = output.environment["place-order"]["FERRY_CHANNEL_ORDERS"] == "servicebus://dev-shop-abc123/dev-orders?deliveries=720&duplicates=600s" && output.environment["place-order"]["FERRY_CHANNEL_ORDER_EVENTS"] == "servicebus://dev-shop-abc123/dev-order-events?kind=topic"
    error_message = "A function is told the channels that it sends to, its own among them."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CHANNEL_ORDERS_DEAD"] == "servicebus://dev-shop-abc123/dev-orders-dead?deliveries=1000" && lookup(output.environment["place-order"], "FERRY_CHANNEL_ORDERS_DEAD_NATIVE", "") == "servicebus://dev-shop-abc123/dev-orders/$deadletterqueue"
    error_message = "A function is told both places of dead letters."
  }
  assert {
    condition     = lookup(output.environment["ledger"], "FERRY_CHANNEL_BY_CUSTOMER_DEAD_NATIVE", "") == "servicebus://dev-shop-abc123/dev-by-customer/$deadletterqueue"
    error_message = "What Service Bus dead-letters has no sessions."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_STORE"] == "azure-tables:ferryrecords"
    error_message = "A function is told where records are kept."
  }
}

run "keeps_the_order_of_an_ordered_queue" {
  command = plan
  assert {
    condition     = output.topology.queues["by-customer"].ordered && output.topology.queues["by-customer-dead"].ordered
    error_message = "Dead letters of an ordered queue are ordered."
  }
}

run "names_that_are_unique_by_themselves" {
  command = plan
  variables {
    unique = null
  }
  assert {
    condition     = can(regex("^dev-payment-[0-9a-f]{6}$", output.functions["payment"].name)) && can(regex("^devshop[0-9a-f]{6}$", output.records.name))
    error_message = "Names follow from subscription, resource group and system."
  }
}

run "a_namespace_that_is_there" {
  command = plan
  variables {
    namespace = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers/Microsoft.ServiceBus/namespaces/theirs"
  }
  assert {
    condition     = output.queues["orders"].address == "servicebus://theirs/dev-orders?deliveries=720&duplicates=600s" && output.namespace.host == "theirs.servicebus.windows.net"
    error_message = "A namespace that is there is used."
  }
}
