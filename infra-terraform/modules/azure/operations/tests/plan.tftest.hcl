mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account      = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name         = "dev-payment"
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

run "looked_after_on_a_schedule" {
  command = plan
  assert {
    condition     = module.function.environment["FERRY_DEAD_LETTER_SCHEDULE"] == "0 */5 * * * *"
    error_message = "The dead-letter function runs every five minutes."
  }
  assert {
    condition     = lookup(module.function.environment, "AzureWebJobs.handle.Disabled", "") == "true" && lookup(module.function.environment, "AzureWebJobs.handleInOrder.Disabled", "") == "true" && !contains(keys(module.function.environment), "AzureWebJobs.due.Disabled")
    error_message = "It handles no messages."
  }
  assert {
    condition     = !contains(keys(module.function.environment), "FERRY_QUEUE")
    error_message = "No queue feeds it."
  }
  assert {
    condition     = output.dead_letter_function.name == "dev-payment-operations-abc123" && output.redrive_function.url == "https://dev-payment-operations-abc123.azurewebsites.net/api/redrive"
    error_message = "Both functions are in an app that goes by the handler's."
  }
}

run "every_two_hours" {
  command = plan
  variables {
    schedule_minutes = 120
  }
  assert {
    condition     = module.function.environment["FERRY_DEAD_LETTER_SCHEDULE"] == "0 0 */2 * * *"
    error_message = "Whole hours are written as such."
  }
}

run "never" {
  command = plan
  variables {
    schedule_minutes = 0
  }
  assert {
    condition     = module.function.environment["AzureWebJobs.due.Disabled"] == "true"
    error_message = "0 is never."
  }
}
