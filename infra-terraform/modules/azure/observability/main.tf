# Where functions write their log, and what goes off.
resource "azurerm_log_analytics_workspace" "this" {
  name                         = var.name
  resource_group_name          = var.account.resource_group
  location                     = var.account.location
  sku                          = "PerGB2018"
  retention_in_days            = var.log_retention_days
  local_authentication_enabled = false
  tags                         = var.tags
}

resource "azurerm_application_insights" "this" {
  name                         = var.name
  resource_group_name          = var.account.resource_group
  location                     = var.account.location
  workspace_id                 = azurerm_log_analytics_workspace.this.id
  application_type             = "java"
  sampling_percentage          = 100
  local_authentication_enabled = false
  tags                         = var.tags
}

locals {
  # Alarms of one metric of Service Bus each: which, of what entity, above which threshold.
  metrics = merge([
    for handler, at in var.handlers : merge(
      {
        "${handler}-dead-letters" = { metric = "ActiveMessages", entity = at.dead_letters, threshold = var.alarms.dead_letters, aggregation = "Maximum",
        says = "Dead letters wait for ${handler}: see their reasons, mend the cause, redrive" }
        "${handler}-native" = { metric = "DeadletteredMessages", entity = at.queue, threshold = 0, aggregation = "Maximum",
        says = "Service Bus itself dead-lettered messages of ${handler}: they never reached its policy; see whether its function starts" }
        "${handler}-backlog" = { metric = "ActiveMessages", entity = at.queue, threshold = var.alarms.backlog, aggregation = "Minimum",
        says = "Messages wait for ${handler} faster than they are handled" }
        "${handler}-expired" = { metric = "DeadletteredMessages", entity = at.dead_letters, threshold = 0, aggregation = "Maximum",
        says = "Dead letters of ${handler} are past their retention: they lie in the dead letters of their own queue" }
        "${handler}-throttles" = { metric = "ThrottledRequests", entity = at.queue, threshold = var.alarms.throttles, aggregation = "Total",
        says = "Service Bus refuses requests for ${handler}: the namespace is at its limit" }
      },
      at.parked == null ? {} : {
        "${handler}-parked" = { metric = "ActiveMessages", entity = at.parked, threshold = var.alarms.parked, aggregation = "Maximum",
        says = "Messages of ${handler} are parked for good: nobody consumes them, a person has to decide" }
        "${handler}-parked-expired" = { metric = "DeadletteredMessages", entity = at.parked, threshold = 0, aggregation = "Maximum",
        says = "Parked messages of ${handler} are past their retention: they lie in the dead letters of their own queue" }
      },
      {
        for number, subscription in at.subscription == null ? [] : [at.subscription] :
        "${handler}-undelivered" => { metric = "DeadletteredMessages", entity = subscription, threshold = 0, aggregation = "Maximum",
        says = "Service Bus cannot forward to ${handler}: what it could not lies in its subscription's dead letters" }
      },
    )
  ]...)

  # Alarms of what the functions say of themselves, as queries of their log.
  queries = merge([
    for handler, at in var.handlers : merge(
      {
        "${handler}-given-up" = { threshold = var.alarms.dead_letters, query = format(local.counted, handler, "ferry.process.messages", "ferry.outcome", "DEAD_LETTERED"),
        says = "${handler} gave messages up since the last look" }
        "${handler}-store" = { threshold = var.alarms.store_unreachable, query = format(local.counted, handler, "ferry.process.messages", "ferry.outcome", "STORE_UNREACHABLE"),
        says = "${handler} cannot ask what was handled: its messages wait" }
        "${handler}-oldest" = { threshold = floor(at.max_age_seconds * var.alarms.age_share), query = format(local.longest, handler, "ferry.process.latency"),
        says = "The oldest message of ${handler} nears the age at which it is given up" }
        "${handler}-dead-letter-age" = { threshold = var.alarms.dead_letter_age_seconds, query = format(local.longest, handler, "ferry.deadletter.age"),
        says = "A dead letter of ${handler} waits for somebody since long" }
      },
      { for app in concat([at.function], at.functions) : "${app}-errors" => { threshold = var.alarms.error_percent, query = format(local.failed, app),
      says = "Runs of ${app} fail in another way than a message that goes back: it cannot start, or its settings or grants are wrong; see its log" } },
    )
  ]...)

  # A line of JSON is the message of a trace (functions/core's JsonLines).
  line    = "AppTraces | extend line = parse_json(Message) | where tostring(line.labels[\"ferry.handler\"]) == \"%s\""
  counted = "${local.line} | extend value = todouble(line.metrics[\"%s\"]) | where isnotnull(value) and tostring(line.labels[\"%s\"]) == \"%s\" | project TimeGenerated, value"
  longest = "${local.line} | extend value = todouble(line.metrics[\"%s\"]) | where isnotnull(value) | project TimeGenerated, value"
  failed  = "AppRequests | where AppRoleName == \"%s\" | summarize value = 100.0 * countif(Success == false) / count() by bin(TimeGenerated, 5m)"
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.metrics

  name                = "${var.name}-${each.key}"
  resource_group_name = var.account.resource_group
  scopes              = [var.namespace_id]
  description         = each.value.says
  severity            = 2
  frequency           = "PT1M"
  window_size         = "PT5M"
  tags                = var.tags

  criteria {
    metric_namespace = "Microsoft.ServiceBus/namespaces"
    metric_name      = each.value.metric
    aggregation      = each.value.aggregation
    operator         = "GreaterThan"
    threshold        = each.value.threshold

    dimension {
      name     = "EntityName"
      operator = "Include"
      values   = [each.value.entity]
    }
  }

  dynamic "action" {
    for_each = var.alarms.actions
    content {
      action_group_id = action.value
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  for_each = local.queries

  name                 = "${var.name}-${each.key}"
  resource_group_name  = var.account.resource_group
  location             = var.account.location
  scopes               = [azurerm_log_analytics_workspace.this.id]
  description          = each.value.says
  severity             = 2
  evaluation_frequency = "PT5M"
  window_duration      = "PT5M"
  # The tables are not there before the first line is written.
  skip_query_validation = true
  tags                  = var.tags

  criteria {
    query                   = each.value.query
    metric_measure_column   = "value"
    time_aggregation_method = endswith(each.key, "-given-up") || endswith(each.key, "-store") ? "Total" : "Maximum"
    operator                = "GreaterThan"
    threshold               = each.value.threshold
  }

  dynamic "action" {
    for_each = length(var.alarms.actions) > 0 ? [var.alarms.actions] : []
    content {
      action_groups = action.value
    }
  }
}
