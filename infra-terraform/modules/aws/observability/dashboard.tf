# One row for each handler. Every metric of ours is one that functions emit (EmfMetrics, Letters);
# tests/ferrytf/metrics.py holds them to what was emitted.
locals {
  handler_names = sort(keys(var.handlers))
  rows = {
    for index, handler in local.handler_names : handler => [
      {
        title = "${handler}: throughput", stat = "Sum"
        metrics = [
          for outcome in ["HANDLED", "SUPPRESSED", "RETRIED", "DEAD_LETTERED", "PARKED", "DISCARDED"] :
          ["Ferry", "ferry.process.messages", "ferry.handler", handler, "ferry.source", var.handlers[handler].source, "ferry.outcome", outcome]
        ]
      },
      {
        title = "${handler}: run, and publish to done", stat = "p50"
        metrics = [
          for pair in setproduct(["ferry.process.duration", "ferry.process.latency"], ["p50", "p95", "p99"]) :
          ["Ferry", pair[0], "ferry.handler", handler, "ferry.source", var.handlers[handler].source, { stat = pair[1], label = "${pair[0]} ${pair[1]}" }]
        ]
      },
      {
        title = "${handler}: depth", stat = "Maximum"
        metrics = [
          for queue in compact([var.handlers[handler].queue, var.handlers[handler].dead_letters, var.handlers[handler].parked, var.handlers[handler].undelivered]) :
          ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue]
        ]
      },
      {
        title = "${handler}: invocations", stat = "Sum"
        metrics = [
          for metric in ["Invocations", "Errors", "Throttles"] : ["AWS/Lambda", metric, "FunctionName", var.handlers[handler].function]
        ]
      },
    ]
  }
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = flatten([
      for row, handler in local.handler_names : [
        for column, widget in local.rows[handler] : {
          type   = "metric"
          x      = column * 6
          y      = row * 6
          width  = 6
          height = 6
          properties = {
            title   = widget.title
            region  = var.region
            view    = "timeSeries"
            period  = 60
            stat    = widget.stat
            metrics = widget.metrics
          }
        }
      ]
    ])
  })
}
