mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account         = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name            = "payment"
  package         = "./main.tf"
  timeout_seconds = 40
  environment     = {}
  namespace_host  = "shop.servicebus.windows.net"
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

run "name_in_upper_case" {
  command = plan
  variables {
    name = "Payment"
  }
  expect_failures = [var.name]
}

run "name_with_two_hyphens" {
  command = plan
  variables {
    name = "a--b"
  }
  expect_failures = [var.name]
}

run "unique_is_too_long" {
  command = plan
  variables {
    unique = "abcdefghi"
  }
  expect_failures = [var.unique]
}

run "no_package" {
  command = plan
  variables {
    package = "./none.zip"
  }
  expect_failures = [var.package]
}

run "function_s_name" {
  command = plan
  variables {
    function = "1"
  }
  expect_failures = [var.function]
}

run "its_own_function_disabled" {
  command = plan
  variables {
    disabled = ["handle"]
  }
  expect_failures = [var.disabled]
}

run "runtime_is_none" {
  command = plan
  variables {
    runtime = "java11"
  }
  expect_failures = [var.runtime]
}

run "memory_that_no_instance_has" {
  command = plan
  variables {
    memory_mb = 1024
  }
  expect_failures = [var.memory_mb]
}

run "no_time" {
  command = plan
  variables {
    timeout_seconds = 0
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

run "no_run_at_once" {
  command = plan
  variables {
    concurrency = 0
  }
  expect_failures = [var.concurrency]
}

run "too_many_runs_at_once" {
  command = plan
  variables {
    concurrency = 1001
  }
  expect_failures = [var.concurrency]
}

run "too_many_messages_of_a_run" {
  command = plan
  variables {
    batch_size = 1001
  }
  expect_failures = [var.batch_size]
}

run "too_many_requests" {
  command = plan
  variables {
    requests_at_once = 1001
  }
  expect_failures = [var.requests_at_once]
}

run "too_many_warm" {
  command = plan
  variables {
    min_instances = 101
  }
  expect_failures = [var.min_instances]
}

run "a_policy_too_long" {
  command = plan
  variables {
    environment = { FERRY_POLICY = format("%02049d", 0) }
  }
  expect_failures = [var.environment]
}

run "secret_s_name" {
  command = plan
  variables {
    secrets = { TOKEN = "a_b" }
  }
  expect_failures = [var.secrets]
}

run "vault_is_no_id" {
  command = plan
  variables {
    key_vault = "mine"
  }
  expect_failures = [var.key_vault]
}

run "secrets_without_a_vault" {
  command = plan
  variables {
    secrets = { TOKEN = "token" }
  }
  expect_failures = [azurerm_function_app_flex_consumption.this]
}

run "namespace_is_no_host" {
  command = plan
  variables {
    namespace_host = "shop"
  }
  expect_failures = [var.namespace_host]
}

run "a_general_role" {
  command = plan
  variables {
    roles = [{ role = "Contributor", scope = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a", reason = "because" }]
  }
  expect_failures = [var.roles]
}

run "a_role_on_a_group" {
  command = plan
  variables {
    roles = [{ role = "Storage Blob Data Reader", scope = "/subscriptions/s/resourceGroups/g", reason = "because" }]
  }
  expect_failures = [var.roles]
}

run "a_role_without_reason" {
  command = plan
  variables {
    roles = [{ role = "Storage Blob Data Reader", scope = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a", reason = " " }]
  }
  expect_failures = [var.roles]
}
