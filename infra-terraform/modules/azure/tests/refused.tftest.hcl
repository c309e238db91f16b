mock_provider "azurerm" {
  source = "../../tests/mocks/azure"
}

variables {
  topology_file   = "./tests/topology.yaml"
  package         = "./tests/topology.yaml"
  subscription_id = "00000000-0000-0000-0000-000000000000"
  resource_group  = "shop"
  location        = "westeurope"
  key_vault       = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shopvault"
}

run "no_file" {
  command = plan
  variables {
    topology_file = "no-such.yaml"
  }
  expect_failures = [var.topology_file]
}

run "a_file_that_azure_cannot_do" {
  command = plan
  variables {
    topology_file = "./tests/refused.yaml"
  }
  expect_failures = [output.topology]
}

run "no_package" {
  command = plan
  variables {
    package = "./tests/none.zip"
  }
  expect_failures = [var.package]
}

run "unknown_handler" {
  command = plan
  variables {
    handlers = { nobody = {} }
  }
  expect_failures = [var.handlers]
}

run "a_variable_of_ferry_s_own" {
  command = plan
  variables {
    variables = { FERRY_STORE = "elsewhere" }
  }
  expect_failures = [var.variables]
}

run "two_functions_of_one_name" {
  command = plan
  variables {
    functions = { handler = "due" }
  }
  expect_failures = [var.functions]
}

run "subscription_is_no_id" {
  command = plan
  variables {
    subscription_id = "mine"
  }
  expect_failures = [var.subscription_id]
}

run "resource_group_with_blanks" {
  command = plan
  variables {
    resource_group = "a shop"
  }
  expect_failures = [var.resource_group]
}

run "location_is_none" {
  command = plan
  variables {
    location = "West Europe"
  }
  expect_failures = [var.location]
}

run "name_prefix_is_no_prefix" {
  command = plan
  variables {
    name_prefix = "Dev_"
  }
  expect_failures = [var.name_prefix]
}

run "unique_is_too_long" {
  command = plan
  variables {
    unique = "abcdefghi"
  }
  expect_failures = [var.unique]
}
