mock_provider "google" {}

variables {
  topology_file  = "./tests/topology.yaml"
  package        = "./tests/topology.yaml"
  entry_point    = "com.example.OnGoogle"
  project        = "example-project"
  project_number = "123456789012"
  region         = "europe-west1"
}

run "no_file" {
  command = plan
  variables {
    topology_file = "no-such.yaml"
  }
  expect_failures = [var.topology_file]
}

run "a_file_that_google_cannot_do" {
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

run "entry_point_is_no_class" {
  command = plan
  variables {
    entry_point = "com.example.OnGoogle::handle"
  }
  expect_failures = [var.entry_point]
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

run "project_is_no_id" {
  command = plan
  variables {
    project = "Example Project"
  }
  expect_failures = [var.project]
}

run "project_number_is_none" {
  command = plan
  variables {
    project_number = "example"
  }
  expect_failures = [var.project_number]
}

run "region_is_none" {
  command = plan
  variables {
    region = "Europe"
  }
  expect_failures = [var.region]
}

run "name_prefix_is_no_prefix" {
  command = plan
  variables {
    name_prefix = "Dev_"
  }
  expect_failures = [var.name_prefix]
}
