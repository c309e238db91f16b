mock_provider "google" {}

variables {
  account = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name    = "records"
}

run "name_too_short" {
  command = plan
  variables {
    name = "r"
  }
  expect_failures = [var.name]
}

run "collection_with_a_slash" {
  command = plan
  variables {
    collection = "a/b"
  }
  expect_failures = [var.collection]
}

run "key" {
  command = plan
  variables {
    kms_key = "k"
  }
  expect_failures = [var.kms_key]
}
