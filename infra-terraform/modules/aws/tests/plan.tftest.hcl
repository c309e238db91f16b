mock_provider "aws" {
  source = "../../tests/mocks/aws"
}

variables {
  topology_file = "tests/topology.yaml"
  package       = "versions.tf" # any file: nothing here opens it
  entry_point   = "com.example.Orders::handleRequest"
  handlers      = { cache = { entry_point = "com.example.Prices::handleRequest", variables = { MARKET = "eu" }, secrets = { TOKEN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-abcdef" } } }
  account_id    = "123456789012"
  region        = "eu-central-1"
}

run "eachHandler_isToldItsOwnPolicyAndChannels" {
  command = plan
  assert {
    condition     = output.environment["payment"].FERRY_HANDLER == "payment" && jsondecode(output.environment["payment"].FERRY_POLICY).handler == "payment"
    error_message = "policy"
  }
  assert {
    condition     = output.environment["place-order"].FERRY_CHANNEL_EVENTS == "sns:arn:aws:sns:eu-central-1:123456789012:t-events" && output.environment["place-order"].FERRY_CHANNEL_ORDERS_DEAD == "sqs:arn:aws:sqs:eu-central-1:123456789012:t-orders-dead" && output.environment["place-order"].FERRY_CHANNEL_AUDIT == "sqs:arn:aws:sqs:eu-central-1:123456789012:their-audit"
    error_message = "channels"
  }
  assert {
    condition     = output.environment["payment"].FERRY_STORE == "dynamodb:t-shop-records"
    error_message = "store"
  }
  assert {
    condition     = !contains(keys(output.environment["archive"]), "FERRY_STORE")
    error_message = "no store where nothing is recorded"
  }
  assert {
    condition     = output.environment["cache"].FERRY_ON_FAILURE == "arn:aws:sqs:eu-central-1:123456789012:t-failures"
    error_message = "on failure"
  }
  assert {
    condition     = output.environment["payment"].CURRENCY == "EUR" && output.environment["cache"].MARKET == "eu"
    error_message = "variables"
  }
}

run "eachFunction_mayDoItsOwnWorkAlone" {
  command = plan
  assert {
    condition     = anytrue([for one in module.function["place-order"].statements : one.Resource == tolist(["arn:aws:sqs:eu-central-1:123456789012:t-orders-dead", "arn:aws:sqs:eu-central-1:123456789012:t-orders-parked", "arn:aws:sqs:eu-central-1:123456789012:their-audit", "arn:aws:sqs:eu-central-1:123456789012:their-reports"]) if one.Sid == "Send"])
    error_message = "send"
  }
  assert {
    condition     = anytrue([for one in module.function["place-order"].statements : one.Action == tolist(["sns:Publish"]) && one.Resource == tolist(["arn:aws:sns:eu-central-1:123456789012:t-events", "arn:aws:sns:eu-west-1:999999999999:their-offers", "arn:aws:sns:eu-central-1:123456789012:their-prices"]) if one.Sid == "Publish"])
    error_message = "publish"
  }
  assert {
    condition     = !anytrue([for one in module.function["payment"].statements : one.Sid == "Publish"])
    error_message = "who publishes nothing may not"
  }
  assert {
    condition     = anytrue([for one in module.function["payment"].statements : one.Resource == tolist(["arn:aws:dynamodb:eu-central-1:123456789012:table/t-shop-records"]) && contains(one.Action, "dynamodb:PartiQLInsert") if one.Sid == "Records"])
    error_message = "records"
  }
  assert {
    condition     = !anytrue([for one in module.function["archive"].statements : one.Sid == "Records"])
    error_message = "who records nothing may not"
  }
  assert {
    condition     = anytrue([for one in module.function["payment"].statements : one.Sid == "Secrets"])
    error_message = "secrets of the file"
  }
}

run "whatIsThereAlready_isUsed_byItsNameOrItsArn" {
  command = plan
  variables {
    records = "their-records"
  }
  assert {
    condition = (
      output.environment["place-order"].FERRY_CHANNEL_AUDIT == "sqs:arn:aws:sqs:eu-central-1:123456789012:their-audit"
      && output.environment["place-order"].FERRY_CHANNEL_REPORTS == "sqs:arn:aws:sqs:eu-central-1:123456789012:their-reports"
    )
    error_message = "queues"
  }
  assert {
    condition = (
      output.environment["place-order"].FERRY_CHANNEL_PRICES == "sns:arn:aws:sns:eu-central-1:123456789012:their-prices"
      && output.environment["place-order"].FERRY_CHANNEL_OFFERS == "sns:arn:aws:sns:eu-west-1:999999999999:their-offers"
    )
    error_message = "topics"
  }
  assert {
    condition     = output.records == { name = "their-records", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/their-records" }
    error_message = "table by its name"
  }
}

run "aTableOfAnotherRegion_isUsedByItsArn" {
  command = plan
  variables {
    records = "arn:aws:dynamodb:eu-west-1:999999999999:table/theirs"
  }
  assert {
    condition     = output.records == { name = "theirs", arn = "arn:aws:dynamodb:eu-west-1:999999999999:table/theirs" }
    error_message = "table by its ARN"
  }
}

run "aHandlersSecrets_areItsOwn" {
  command = plan
  assert {
    condition = anytrue([
      for one in module.function["cache"].statements : contains(flatten([one.Resource]), "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-abcdef") if one.Sid == "Secrets"
    ])
    error_message = "secrets of the handler"
  }
  assert {
    condition = !anytrue([
      for one in module.function["payment"].statements : contains(flatten([one.Resource]), "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-abcdef") if one.Sid == "Secrets"
    ])
    error_message = "nobody else's"
  }
}

run "whatIsSentBackToADirectHandler_isRead" {
  command = plan
  assert {
    condition     = join(" ", keys(output.redriven_functions)) == "cache" && output.redriven_functions["cache"].name == "t-cache-redriven"
    error_message = "a function for what is sent back"
  }
  assert {
    condition     = anytrue([for one in module.redriven["cache"].statements : one.Resource == output.queues["cache"].arn if one.Sid == "Source"])
    error_message = "it reads the handler's own queue"
  }
  assert {
    condition     = contains(output.alarms, "t-shop-t-cache-redriven-errors")
    error_message = "its errors go off"
  }
}

run "environment_isLaidOverTheFile" {
  command = plan
  variables {
    environment = "prod"
    name_prefix = "p-"
    tags        = { stage = "prod" }
  }
  assert {
    condition     = output.topology.handlers["place-order"].concurrency == 50
    error_message = "environment"
  }
  assert {
    condition     = output.queues["orders"].name == "p-orders" && output.records.name == "p-shop-records" && output.topology.name == "shop"
    error_message = "prefix"
  }
}

run "largePackage_isUploadedOnce" {
  command = plan
  variables {
    bucket                  = "packages"
    direct_upload_megabytes = 0
  }
  assert {
    condition     = aws_s3_object.package[0].bucket == "packages"
    error_message = "bucket"
  }
}
