# What looks after one handler's dead letters: on a schedule, and when an operator asks.
locals {
  graves = compact([var.dead_letters.arn, try(var.parked.arn, null)])
  read   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]

  functions = {
    dead-letters = {
      entry_point = var.dead_letter_entry_point
      read        = [var.dead_letters.arn]
    }
    redrive = {
      entry_point = var.redrive_entry_point
      read        = local.graves
    }
  }
}

module "function" {
  source   = "../function"
  for_each = local.functions

  name                = "${var.name}-${each.key}"
  package             = var.function.package
  uploaded            = var.function.uploaded
  entry_point         = each.value.entry_point
  runtime             = var.function.runtime
  architecture        = var.function.architecture
  memory_mb           = var.function.memory_mb
  timeout_seconds     = var.timeout_seconds
  environment         = var.environment
  log_retention_days  = var.function.log_retention_days
  tracing             = var.function.tracing
  kms_key             = var.function.kms_key
  permission_boundary = var.function.permission_boundary
  vpc                 = var.function.vpc
  account             = var.account
  tags                = var.tags

  statements = [
    {
      sid       = "DeadLetters"
      actions   = local.read
      resources = each.value.read
      reason    = "looks at dead letters, takes those that are moved, gives the others back"
    },
    {
      sid       = "Redrive"
      actions   = ["sqs:SendMessage"]
      resources = compact([var.source_queue.arn, try(var.parked.arn, null)])
      reason    = "sends dead letters back to their handler, or parks them"
    },
  ]
}

resource "aws_cloudwatch_event_rule" "schedule" {
  count = var.schedule_minutes > 0 ? 1 : 0

  name                = "${var.name}-dead-letters"
  description         = "Looks after the dead letters of ${var.name}"
  schedule_expression = var.schedule_minutes == 1 ? "rate(1 minute)" : "rate(${var.schedule_minutes} minutes)"
  tags                = var.tags
}

resource "aws_cloudwatch_event_target" "schedule" {
  count = var.schedule_minutes > 0 ? 1 : 0

  rule      = aws_cloudwatch_event_rule.schedule[0].name
  target_id = "dead-letters"
  arn       = module.function["dead-letters"].arn
}

resource "aws_lambda_permission" "schedule" {
  count = var.schedule_minutes > 0 ? 1 : 0

  statement_id  = "schedule"
  action        = "lambda:InvokeFunction"
  function_name = module.function["dead-letters"].name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.schedule[0].arn
}
