# One row for each handler.
locals {
  handler_names = sort(keys(var.handlers))
  rows = {
    for handler in local.handler_names : handler => [
      {
        title = "${handler}: throughput"
        queries = [
          for outcome in ["HANDLED", "SUPPRESSED", "RETRIED", "DEAD_LETTERED", "PARKED", "DISCARDED"] :
          { legend = outcome, query = "sum(rate(${local.series.process_messages}_sum{handler=\"${handler}\",outcome=\"${outcome}\"}[1m]))" }
        ]
      },
      {
        title = "${handler}: run, and publish to done, seconds"
        queries = [
          for pair in setproduct(["process_duration", "process_latency"], ["0.5", "0.95", "0.99"]) :
          { legend = "${pair[0]} ${pair[1]}", query = "histogram_quantile(${pair[1]}, sum by (le) (rate(${local.series[pair[0]]}_bucket{handler=\"${handler}\"}[5m])))" }
        ]
      },
      {
        title = "${handler}: depth"
        queries = [
          for subscription in concat(values(var.handlers[handler].subscriptions), compact([var.handlers[handler].dead_letters, var.handlers[handler].parked])) :
          { legend = subscription, query = "max(pubsub_googleapis_com:subscription_num_undelivered_messages{subscription_id=\"${subscription}\"})" }
        ]
      },
      {
        title = "${handler}: requests by answer"
        queries = [
          { legend = "{{response_code}}", query = "sum by (response_code) (rate(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",service_name=\"${var.handlers[handler].function}\"}[1m]))" }
        ]
      },
    ]
  }
}

resource "google_monitoring_dashboard" "this" {
  project = var.account.id
  dashboard_json = jsonencode({
    displayName = var.name
    labels      = { ferry = "" }
    mosaicLayout = {
      columns = 48
      tiles = flatten([
        for row, handler in local.handler_names : [
          for column, chart in local.rows[handler] : {
            xPos   = column * 12
            yPos   = row * 12
            width  = 12
            height = 12
            widget = {
              title = chart.title
              xyChart = {
                dataSets = [
                  for one in chart.queries : {
                    plotType        = "LINE"
                    legendTemplate  = one.legend
                    timeSeriesQuery = { prometheusQuery = one.query }
                  }
                ]
              }
            }
          }
        ]
      ])
    }
  })
}
