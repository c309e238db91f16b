mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account      = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name         = "payment"
  environment  = { FERRY_HANDLER = "payment" }
  source_queue = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/payment" }
  dead_letters = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/payment-dead" }
  parked       = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/payment-parked" }
  function = {
    package        = "./main.tf"
    unique         = "abc123"
    others         = ["handle", "handleInOrder"]
    namespace_host = "shop-abc.servicebus.windows.net"
    storage = {
      id    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/devshopabc123"
      blob  = "https://devshopabc123.blob.core.windows.net"
      queue = "https://devshopabc123.queue.core.windows.net"
      table = "https://devshopabc123.table.core.windows.net"
    }
    insights = {
      id                = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Insights/components/log"
      connection_string = "InstrumentationKey=33333333-3333-3333-3333-333333333333"
    }
  }
}

run "name_too_long" {
  command = plan
  variables {
    name = "a-name-of-more-than-thirty-nine-characters"
  }
  expect_failures = [var.name]
}

run "functions_of_one_name" {
  command = plan
  variables {
    functions = { dead_letters = "redrive" }
  }
  expect_failures = [var.functions]
}

run "never_of_the_wrong_kind" {
  command = plan
  variables {
    schedule_minutes = -1
  }
  expect_failures = [var.schedule_minutes]
}

run "less_than_once_a_day" {
  command = plan
  variables {
    schedule_minutes = 1441
  }
  expect_failures = [var.schedule_minutes]
}

run "no_time" {
  command = plan
  variables {
    timeout_seconds = 14
  }
  expect_failures = [var.timeout_seconds]
}

run "too_much_time" {
  command = plan
  variables {
    timeout_seconds = 601
  }
  expect_failures = [var.timeout_seconds]
}
