locals {
  # Alarms of one metric each: which, of what, above which threshold, for how many periods.
  simple = merge([
    for handler, at in var.handlers : merge(
      {
        "${handler}-dead-letters" = {
          description = "Dead letters wait for ${handler}: see their reasons, mend the cause, redrive"
          namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
          dimensions  = { QueueName = at.dead_letters }, threshold = var.alarms.dead_letters, periods = 1
        }
        "${handler}-backlog" = {
          description = "Messages wait for ${handler} faster than they are handled"
          namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
          dimensions  = { QueueName = at.queue }, threshold = var.alarms.backlog, periods = 5
        }
        "${handler}-oldest" = {
          description = "The oldest message of ${handler} nears the age at which it is given up"
          namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
          dimensions  = { QueueName = at.queue }, threshold = floor(at.max_age_seconds * var.alarms.age_share), periods = 1
        }
        "${handler}-throttles" = {
          description = "Lambda throttles ${handler}: throttled batches use up receives"
          namespace   = "AWS/Lambda", metric = "Throttles", statistic = "Sum"
          dimensions  = { FunctionName = at.function }, threshold = var.alarms.throttles, periods = 5
        }
        "${handler}-given-up" = {
          description = "${handler} gave messages up since the last look"
          namespace   = "Ferry", metric = "ferry.process.messages", statistic = "Sum"
          dimensions  = { "ferry.handler" = handler, "ferry.source" = at.source, "ferry.outcome" = "DEAD_LETTERED" }
          threshold   = var.alarms.dead_letters, periods = 1
        }
        "${handler}-store" = {
          description = "${handler} cannot ask what was handled: its messages wait"
          namespace   = "Ferry", metric = "ferry.process.messages", statistic = "Sum"
          dimensions  = { "ferry.handler" = handler, "ferry.source" = at.source, "ferry.outcome" = "STORE_UNREACHABLE" }
          threshold   = var.alarms.store_unreachable, periods = 5
        }
      },
      at.parked == null ? {} : {
        "${handler}-parked" = {
          description = "Messages of ${handler} are parked for good: nobody consumes them, a person has to decide before they expire"
          namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
          dimensions  = { QueueName = at.parked }, threshold = var.alarms.parked, periods = 1
        }
        "${handler}-parked-age" = {
          description = "A parked message of ${handler} is ten days old: SQS drops it after fourteen"
          namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
          dimensions  = { QueueName = at.parked }, threshold = 864000, periods = 1
        }
      },
      at.undelivered == null ? {} : {
        "${handler}-undelivered" = {
          description = "SNS could not deliver to ${handler}: see the queue's policy, then move the messages to its queue"
          namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
          dimensions  = { QueueName = at.undelivered }, threshold = var.alarms.undelivered, periods = 1
        }
      },
    )
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "simple" {
  # checkov:skip=CKV_AWS_319: what an alarm does is the user's choice (alarms.actions); without one it shows in the console.
  for_each = local.simple

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  dimensions          = each.value.dimensions
  period              = var.alarms.period_seconds
  evaluation_periods  = each.value.periods
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.actions
  ok_actions          = var.alarms.actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  # checkov:skip=CKV_AWS_319: as above.
  for_each = merge([for handler, at in var.handlers : { for function in concat([at.function], at.functions) : function => handler }]...)

  alarm_name          = "${var.name}-${each.key}-errors"
  alarm_description   = "Invocations of ${each.key} fail: it cannot start, or its variables or grants are wrong; see its log"
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarms.error_percent
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.actions
  ok_actions          = var.alarms.actions
  tags                = var.tags

  metric_query {
    id          = "percent"
    expression  = "100 * errors / MAX([errors, invocations])"
    label       = "failed invocations in percent"
    return_data = true
  }
  metric_query {
    id = "errors"
    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Errors"
      stat        = "Sum"
      period      = var.alarms.period_seconds
      dimensions  = { FunctionName = each.key }
    }
  }
  metric_query {
    id = "invocations"
    metric {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      stat        = "Sum"
      period      = var.alarms.period_seconds
      dimensions  = { FunctionName = each.key }
    }
  }
}
