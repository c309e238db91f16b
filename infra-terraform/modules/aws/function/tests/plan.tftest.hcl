mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name                 = "shop-payment"
  package              = "versions.tf" # any file: nothing here opens it
  entry_point          = "com.example.Orders::handleRequest"
  timeout_seconds      = 40
  memory_mb            = 1024
  environment          = { FERRY_HANDLER = "payment", FERRY_POLICY = "{}" }
  batch_size           = 20
  batch_window_seconds = 5
  concurrency          = 7
  account              = { id = "123456789012", region = "eu-central-1" }
  source_queue         = { arn = "arn:aws:sqs:eu-central-1:123456789012:shop-payment", ordered = false, ack_deadline_seconds = 245 }
  statements = [
    { sid = "Ledger", actions = ["dynamodb:PutItem"], resources = ["arn:aws:dynamodb:eu-central-1:123456789012:table/ledger"], reason = "its effect" },
  ]
  tags = { team = "shop" }
}

run "function_isWhatWasAskedFor" {
  command = plan
  assert {
    condition     = aws_lambda_function.this.function_name == "shop-payment" && aws_lambda_function.this.handler == "com.example.Orders::handleRequest" && aws_lambda_function.this.runtime == "java21" && aws_lambda_function.this.architectures[0] == "arm64"
    error_message = "code"
  }
  assert {
    condition     = aws_lambda_function.this.memory_size == 1024
    error_message = "memory"
  }
  assert {
    condition     = aws_lambda_function.this.timeout == 40
    error_message = "timeout"
  }
  assert {
    condition     = aws_lambda_function.this.environment[0].variables["FERRY_HANDLER"] == "payment"
    error_message = "variables"
  }
  assert {
    condition     = aws_lambda_function.this.filename == "versions.tf" && aws_lambda_function.this.source_code_hash == filebase64sha256("versions.tf")
    error_message = "hash: new code is deployed"
  }
  assert {
    condition     = aws_lambda_function.this.logging_config[0].log_format == "Text"
    error_message = "text logs: metric lines are read"
  }
  assert {
    condition     = aws_lambda_function.this.logging_config[0].log_group == "/aws/lambda/shop-payment" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "log group"
  }
  assert {
    condition     = aws_lambda_function.this.tags["team"] == "shop" && aws_iam_role.this.tags["team"] == "shop" && aws_cloudwatch_log_group.this.tags["team"] == "shop"
    error_message = "tags"
  }
  assert {
    condition     = length(aws_lambda_alias.live) == 0 && !aws_lambda_function.this.publish
    error_message = "no versions without SnapStart"
  }
  assert {
    condition     = length(aws_lambda_function_recursion_config.this) == 0
    error_message = "loops are stopped"
  }
}

run "mapping_losesNothing" {
  command = plan
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "ReportBatchItemFailures: without it, failed messages are deleted"
  }
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].event_source_arn == "arn:aws:sqs:eu-central-1:123456789012:shop-payment"
    error_message = "source"
  }
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].batch_size == 20
    error_message = "batch"
  }
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].maximum_batching_window_in_seconds == 5
    error_message = "window"
  }
  assert {
    condition     = aws_lambda_event_source_mapping.queue[0].scaling_config[0].maximum_concurrency == 7
    error_message = "concurrency"
  }
}

run "role_mayDoWhatItHasTo" {
  command = plan
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0] == { Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }
    error_message = "Lambda takes the role"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:sqs:eu-central-1:123456789012:shop-payment" && contains(one.Action, "sqs:ReceiveMessage")])
    error_message = "receive"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:sqs:eu-central-1:123456789012:shop-payment" && contains(one.Action, "sqs:DeleteMessage")])
    error_message = "delete"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:sqs:eu-central-1:123456789012:shop-payment" && contains(one.Action, "sqs:GetQueueAttributes")])
    error_message = "attributes: the mapping asks for them"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:sqs:eu-central-1:123456789012:shop-payment" && contains(one.Action, "sqs:ChangeMessageVisibility")])
    error_message = "visibility: backoff"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-payment:*" && contains(one.Action, "logs:CreateLogStream")])
    error_message = "log streams"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : contains(one.Action, "logs:PutLogEvents")])
    error_message = "log lines"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : try(one.Sid, "") == "Ledger" && one.Resource == ["arn:aws:dynamodb:eu-central-1:123456789012:table/ledger"]])
    error_message = "what else it is granted"
  }
  assert {
    condition     = length(jsondecode(aws_iam_role_policy.this.policy).Statement) == 3 && alltrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : !contains(flatten([one.Resource]), "*")])
    error_message = "nothing more"
  }
}

run "byChoice_itHasMore" {
  command = plan
  variables {
    kms_key             = "arn:aws:kms:eu-central-1:123456789012:key/mine"
    tracing             = true
    vpc                 = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }
    permission_boundary = "arn:aws:iam::123456789012:policy/boundary"
    secrets             = { API_KEY = "payment-api-key" }
    recursive_loop      = true
    snap_start          = true
    uploaded            = { bucket = "packages", key = "orders.zip" }
  }
  assert {
    condition     = aws_lambda_function.this.kms_key_arn == var.kms_key && aws_cloudwatch_log_group.this.kms_key_id == var.kms_key
    error_message = "key"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == var.kms_key && one.Action == ["kms:Decrypt", "kms:GenerateDataKey"]])
    error_message = "grant of the key"
  }
  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active" && anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Sid == "Tracing"])
    error_message = "tracing"
  }
  assert {
    condition     = aws_lambda_function.this.vpc_config[0].subnet_ids == toset(["subnet-1"]) && anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Sid == "Vpc"])
    error_message = "vpc"
  }
  assert {
    condition     = aws_iam_role.this.permissions_boundary == var.permission_boundary
    error_message = "boundary"
  }
  assert {
    condition     = aws_lambda_function.this.environment[0].variables["API_KEY_SECRET"] == "payment-api-key" && anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Action == ["secretsmanager:GetSecretValue"] && one.Resource == ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:payment-api-key-??????"] if one.Sid == "Secrets"])
    error_message = "secret"
  }
  assert {
    condition     = aws_lambda_function_recursion_config.this[0].recursive_loop == "Allow"
    error_message = "loops are let be"
  }
  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_function.this.snap_start[0].apply_on == "PublishedVersions" && aws_lambda_alias.live[0].name == "live"
    error_message = "SnapStart"
  }
  assert {
    condition     = aws_lambda_function.this.s3_bucket == "packages" && aws_lambda_function.this.s3_key == "orders.zip" && aws_lambda_function.this.filename == null
    error_message = "uploaded package"
  }
}

run "topicWithoutAQueue_callsItAndLosesNothing" {
  command = plan
  variables {
    source_queue = null
    source_topic = {
      arn             = "arn:aws:sns:eu-central-1:123456789012:prices"
      filter          = { market = ["eu"] }
      undelivered_arn = "arn:aws:sqs:eu-central-1:123456789012:cache-undelivered"
      on_failure_arn  = "arn:aws:sqs:eu-central-1:123456789012:failures"
    }
  }
  assert {
    condition     = length(aws_lambda_event_source_mapping.queue) == 0 && aws_sns_topic_subscription.direct[0].protocol == "lambda" && jsondecode(aws_sns_topic_subscription.direct[0].filter_policy) == { market = ["eu"] }
    error_message = "subscription"
  }
  assert {
    condition     = aws_lambda_permission.topic[0].principal == "sns.amazonaws.com" && aws_lambda_permission.topic[0].source_arn == "arn:aws:sns:eu-central-1:123456789012:prices"
    error_message = "that topic alone"
  }
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.direct[0].redrive_policy).deadLetterTargetArn == "arn:aws:sqs:eu-central-1:123456789012:cache-undelivered"
    error_message = "what is undelivered"
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.direct[0].destination_config[0].on_failure[0].destination == "arn:aws:sqs:eu-central-1:123456789012:failures"
    error_message = "what is given up"
  }
  assert {
    condition     = anytrue([for one in jsondecode(aws_iam_role_policy.this.policy).Statement : one.Resource == "arn:aws:sqs:eu-central-1:123456789012:failures" && one.Action == ["sqs:SendMessage"]])
    error_message = "grant of what is given up"
  }
}
