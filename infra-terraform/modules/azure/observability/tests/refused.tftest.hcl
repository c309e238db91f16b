mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account      = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name         = "dev-shop"
  namespace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc"
  handlers     = {}
}

run "name_with_blanks" {
  command = plan
  variables {
    name = "a shop"
  }
  expect_failures = [var.name]
}

run "no_share" {
  command = plan
  variables {
    alarms = { age_share = 0 }
  }
  expect_failures = [var.alarms]
}

run "no_percent" {
  command = plan
  variables {
    alarms = { error_percent = 101 }
  }
  expect_failures = [var.alarms]
}

run "threshold_below_nothing" {
  command = plan
  variables {
    alarms = { backlog = -1 }
  }
  expect_failures = [var.alarms]
}

run "log_kept_too_short" {
  command = plan
  variables {
    log_retention_days = 29
  }
  expect_failures = [var.log_retention_days]
}
