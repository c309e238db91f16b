mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name    = "devshopabc123"
}

run "name_with_hyphens" {
  command = plan
  variables {
    name = "dev-shop"
  }
  expect_failures = [var.name]
}

run "name_too_long" {
  command = plan
  variables {
    name = "aaaaaaaaaaaaaaaaaaaaaaaaa"
  }
  expect_failures = [var.name]
}

run "table_s_name" {
  command = plan
  variables {
    table = "ferry-records"
  }
  expect_failures = [var.table]
}

run "replication_is_none" {
  command = plan
  variables {
    replication = "RAGRS"
  }
  expect_failures = [var.replication]
}

run "account_is_no_id" {
  command = plan
  variables {
    storage_account = "theirs"
  }
  expect_failures = [var.storage_account]
}
