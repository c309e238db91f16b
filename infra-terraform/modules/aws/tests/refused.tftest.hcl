# A negative case for every validation.
mock_provider "aws" {
  source = "../../tests/mocks/aws"
}

variables {
  topology_file = "tests/topology.yaml"
  package       = "versions.tf" # any file: nothing here opens it
  entry_point   = "com.example.Orders::handleRequest"
  account_id    = "123456789012"
  region        = "eu-central-1"
}

run "fileThatIsNotThere_isRefused" {
  command = plan
  variables {
    topology_file = "no-such.yaml"
  }
  expect_failures = [var.topology_file]
}

run "prefixOfCapitals_isRefused" {
  command = plan
  variables {
    name_prefix = "SHOP-"
  }
  expect_failures = [var.name_prefix]
}

run "packageThatIsNotThere_isRefused" {
  command = plan
  variables {
    package = "no-such.zip"
  }
  expect_failures = [var.package]
}

run "entryPointWithoutAMethod_isRefused" {
  command = plan
  variables {
    entry_point = "com.example.Orders"
  }
  expect_failures = [var.entry_point]
}

run "handlerThatTheFileHasNot_isRefused" {
  command = plan
  variables {
    handlers = { paymnet = {} }
  }
  expect_failures = [var.handlers]
}

run "variableOfFerrys_isRefused" {
  command = plan
  variables {
    variables = { FERRY_POLICY = "{}" }
  }
  expect_failures = [var.variables]
}

run "accountOfElevenDigits_isRefused" {
  command = plan
  variables {
    account_id = "12345678901"
  }
  expect_failures = [var.account_id]
}

run "directUploadOf60_isRefused" {
  command = plan
  variables {
    direct_upload_megabytes = 60
  }
  expect_failures = [var.direct_upload_megabytes]
}

run "largePackageWithoutABucket_isRefused" {
  command = plan
  variables {
    direct_upload_megabytes = 0
  }
  expect_failures = [aws_s3_object.package]
}

run "fileThatAwsCannotDo_isRefused" {
  command = plan
  variables {
    topology_file = "tests/refused.yaml"
  }
  expect_failures = [output.topology]
}

run "environmentThatTheFileHasNot_isRefused" {
  command = plan
  variables {
    environment = "prdo"
  }
  expect_failures = [output.topology]
}
