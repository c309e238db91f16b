mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name   = "shop"
  region = "eu-central-1"
  alarms = { actions = ["arn:aws:sns:eu-central-1:123456789012:oncall"], backlog = 500, age_share = 0.5 }
  handlers = {
    payment = {
      function     = "shop-payment", functions = ["shop-payment-redrive"], source = "payment", queue = "shop-payment"
      dead_letters = "shop-payment-dead", parked = "shop-payment-parked", undelivered = "shop-payment-undelivered", max_age_seconds = 3600
    }
    archive = { function = "shop-archive", functions = [], source = "reports", queue = "reports", dead_letters = "reports-dead", max_age_seconds = 3600 }
  }
}

run "alarms_watchEveryPlaceWhereMessagesWait" {
  command = plan
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-dead-letters"].metric_name == "ApproximateNumberOfMessagesVisible" && aws_cloudwatch_metric_alarm.simple["payment-dead-letters"].dimensions == tomap({ QueueName = "shop-payment-dead" }) && aws_cloudwatch_metric_alarm.simple["payment-dead-letters"].threshold == 0
    error_message = "dead letters"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-parked"].dimensions == tomap({ QueueName = "shop-payment-parked" }) && aws_cloudwatch_metric_alarm.simple["payment-parked-age"].metric_name == "ApproximateAgeOfOldestMessage"
    error_message = "parked"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-undelivered"].dimensions == tomap({ QueueName = "shop-payment-undelivered" })
    error_message = "undelivered"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-oldest"].threshold == 1800 && aws_cloudwatch_metric_alarm.simple["payment-oldest"].metric_name == "ApproximateAgeOfOldestMessage"
    error_message = "oldest"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-backlog"].threshold == 500
    error_message = "backlog"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-throttles"].metric_name == "Throttles" && aws_cloudwatch_metric_alarm.simple["payment-throttles"].dimensions == tomap({ FunctionName = "shop-payment" })
    error_message = "throttles"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-given-up"].namespace == "Ferry" && aws_cloudwatch_metric_alarm.simple["payment-given-up"].metric_name == "ferry.process.messages" && aws_cloudwatch_metric_alarm.simple["payment-given-up"].dimensions == tomap({ "ferry.handler" = "payment", "ferry.source" = "payment", "ferry.outcome" = "DEAD_LETTERED" })
    error_message = "our own dead letters"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.simple["payment-store"].dimensions["ferry.outcome"] == "STORE_UNREACHABLE"
    error_message = "store"
  }
  assert {
    condition     = sort(keys(aws_cloudwatch_metric_alarm.errors)) == tolist(["shop-archive", "shop-payment", "shop-payment-redrive"])
    error_message = "errors of every function"
  }
  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.simple), "archive-parked") && !contains(keys(aws_cloudwatch_metric_alarm.simple), "archive-undelivered")
    error_message = "no alarm of what is not there"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.simple : alarm.alarm_actions == toset(var.alarms.actions) && alarm.treat_missing_data == "notBreaching"])
    error_message = "actions"
  }
}

run "dashboard_hasARowForEachHandler" {
  command = plan
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 8
    error_message = "widgets"
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "ferry.process.latency") && strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "\"p99\"")
    error_message = "latency"
  }
}
