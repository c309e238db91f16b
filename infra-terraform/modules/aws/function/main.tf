locals {
  stem      = "arn:${var.account.partition}"
  log_group = "/aws/lambda/${var.name}"
  # A secret by name: its ARN ends in six characters that nobody knows before.
  secret_arns = {
    for name, secret in var.secrets : name => startswith(secret, "arn:") ? secret : "${local.stem}:secretsmanager:${var.account.region}:${var.account.id}:secret:${secret}-??????"
  }

  statements = concat(
    [{
      Sid      = "Logs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${local.stem}:logs:${var.account.region}:${var.account.id}:log-group:${local.log_group}:*"
    }],
    var.source_queue == null ? [] : [{
      Sid      = "Source"
      Effect   = "Allow"
      Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"]
      Resource = var.source_queue.arn
    }],
    var.source_topic == null ? [] : [{
      Sid      = "OnFailure"
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = var.source_topic.on_failure_arn
    }],
    length(var.secrets) == 0 ? [] : [{
      Sid      = "Secrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = sort(values(local.secret_arns))
    }],
    var.kms_key == null ? [] : [{
      Sid      = "Key"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = var.kms_key
    }],
    # X-Ray knows no resources to name.
    !var.tracing ? [] : [{
      Sid      = "Tracing"
      Effect   = "Allow"
      Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      Resource = "*"
    }],
    # Network interfaces have no names before they are made, and EC2 lets nobody name those of one function.
    var.vpc == null ? [] : [{
      Sid      = "Vpc"
      Effect   = "Allow"
      Action   = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeSubnets", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
      Resource = "*"
    }],
    [for one in var.statements : { Sid = one.sid, Effect = "Allow", Action = one.actions, Resource = one.resources }],
  )
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158: encrypted with CloudWatch's own keys unless kms_key is given; a key costs a dollar a month.
  # checkov:skip=CKV_AWS_338: how long logs are kept is the user's choice (log_retention_days); they hold ids and codes only.
  name              = local.log_group
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key
  tags              = var.tags
}

resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "What the function ${var.name} may do"
  permissions_boundary = var.permission_boundary
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  # checkov:skip=CKV_AWS_355: only X-Ray and network interfaces have no resource to name, each with its reason above.
  # checkov:skip=CKV_AWS_290: as CKV_AWS_355.
  name   = "ferry"
  role   = aws_iam_role.this.id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}

resource "aws_lambda_function" "this" {
  # checkov:skip=CKV_AWS_50: tracing is the user's choice (tracing); Ferry carries W3C trace context itself.
  # checkov:skip=CKV_AWS_115: concurrency is bounded on the mapping; reserved concurrency would throttle, and throttles use up receives.
  # checkov:skip=CKV_AWS_116: a queue feeds it, with dead letters of its own; where a topic does, there is an on-failure destination.
  # checkov:skip=CKV_AWS_117: a VPC is the user's choice (vpc); nothing that Ferry needs is private.
  # checkov:skip=CKV_AWS_173: variables hold addresses and numbers; kms_key encrypts them where given.
  # checkov:skip=CKV_AWS_272: code signing needs a signing profile of the user's; the package is reproducible and hashed.
  function_name    = var.name
  role             = aws_iam_role.this.arn
  handler          = var.entry_point
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory_mb
  timeout          = var.timeout_seconds
  filename         = var.uploaded == null ? var.package : null
  s3_bucket        = try(var.uploaded.bucket, null)
  s3_key           = try(var.uploaded.key, null)
  source_code_hash = filebase64sha256(var.package)
  publish          = var.snap_start
  kms_key_arn      = var.kms_key
  tags             = var.tags

  environment {
    variables = merge(var.environment, { for name, secret in var.secrets : "${name}_SECRET" => secret })
  }

  # As text: Lambda's JSON format would wrap the metric lines, which CloudWatch then does not read.
  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []
    content {
      apply_on = "PublishedVersions"
    }
  }

  dynamic "vpc_config" {
    for_each = var.vpc == null ? [] : [var.vpc]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  # A function without its grants fails, and failures use up receives.
  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  count = var.snap_start ? 1 : 0

  name             = "live"
  description      = "The version that is called: the last one published, from its snapshot"
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}

resource "aws_lambda_function_recursion_config" "this" {
  count = var.recursive_loop ? 1 : 0

  function_name  = aws_lambda_function.this.function_name
  recursive_loop = "Allow"
}

locals {
  called = var.snap_start ? one(aws_lambda_alias.live[*].arn) : aws_lambda_function.this.arn
}

resource "aws_lambda_event_source_mapping" "queue" {
  count = var.source_queue == null ? 0 : 1

  event_source_arn                   = var.source_queue.arn
  function_name                      = local.called
  function_response_types            = ["ReportBatchItemFailures"]
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.batch_window_seconds

  scaling_config {
    maximum_concurrency = var.concurrency
  }
  tags = var.tags
}
