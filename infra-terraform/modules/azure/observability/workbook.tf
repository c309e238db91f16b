# A group for each handler: throughput, latency, retries and dead letters by what its functions say, depths by Service Bus.
locals {
  handler_names = sort(keys(var.handlers))
  charts = {
    for handler in local.handler_names : handler => [
      { title = "${handler}: messages by what became of them", query = "${format(local.line, handler)} | extend value = todouble(line.metrics[\"ferry.process.messages\"]), outcome = tostring(line.labels[\"ferry.outcome\"]) | where isnotnull(value) | summarize sum(value) by bin(TimeGenerated, 1m), outcome" },
      { title = "${handler}: run, seconds", query = "${format(local.line, handler)} | extend value = todouble(line.metrics[\"ferry.process.duration\"]) | where isnotnull(value) | summarize p50 = percentile(value, 50), p95 = percentile(value, 95), p99 = percentile(value, 99) by bin(TimeGenerated, 5m)" },
      { title = "${handler}: publish to done, seconds", query = "${format(local.line, handler)} | extend value = todouble(line.metrics[\"ferry.process.latency\"]) | where isnotnull(value) | summarize p50 = percentile(value, 50), p95 = percentile(value, 95), p99 = percentile(value, 99) by bin(TimeGenerated, 5m)" },
      { title = "${handler}: redriven", query = "${format(local.line, handler)} | extend value = todouble(line.metrics[\"ferry.redrive.messages\"]), fate = tostring(line.labels[\"ferry.fate\"]) | where isnotnull(value) | summarize sum(value) by bin(TimeGenerated, 5m), fate" },
    ]
  }
}

resource "azurerm_application_insights_workbook" "this" {
  # Its name is a UUID, and must not change with what is in it.
  name                = uuidv5("url", "ferry:${var.account.subscription_id}/${var.account.resource_group}/${var.name}")
  resource_group_name = var.account.resource_group
  location            = var.account.location
  display_name        = var.name
  source_id           = lower(azurerm_log_analytics_workspace.this.id)
  tags                = var.tags

  data_json = jsonencode({
    version = "Notebook/1.0"
    items = flatten([
      for handler in local.handler_names : concat(
        [
          for number, chart in local.charts[handler] : {
            type        = 3
            name        = "${handler}-${number}"
            customWidth = "25"
            content = {
              version       = "KqlItem/1.0"
              title         = chart.title
              query         = chart.query
              size          = 0
              queryType     = 0
              resourceType  = "microsoft.operationalinsights/workspaces"
              visualization = "timechart"
              timeContext   = { durationMs = 14400000 }
            }
          }
        ],
        [
          {
            type = 10
            name = "${handler}-depth"
            content = {
              version      = "MetricsItem/2.0"
              title        = "${handler}: depth"
              size         = 0
              chartType    = 2
              resourceType = "microsoft.servicebus/namespaces"
              resourceIds  = [var.namespace_id]
              timeContext  = { durationMs = 14400000 }
              metrics = [
                for metric in ["ActiveMessages", "DeadletteredMessages"] :
                { namespace = "microsoft.servicebus/namespaces", metric = "microsoft.servicebus/namespaces--${metric}", aggregation = 3, splitBy = "EntityName" }
              ]
              filters = [{ key = "EntityName", operator = 0, values = compact([var.handlers[handler].queue, var.handlers[handler].dead_letters, var.handlers[handler].parked]) }]
            }
          }
        ],
      )
    ])
    fallbackResourceIds = [azurerm_log_analytics_workspace.this.id]
    "$schema"           = "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json"
  })
}
