mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account      = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name         = "dev-shop"
  namespace_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc"
  alarms       = { actions = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Insights/actionGroups/oncall"] }
  handlers = {
    payment = { function = "dev-payment-abc", functions = ["dev-payment-operations-abc"], queue = "dev-payment", dead_letters = "dev-payment-dead", parked = "dev-payment-parked", subscription = "dev-events/subscriptions/dev-payment", max_age_seconds = 1000 }
    other   = { function = "dev-other-abc", functions = [], queue = "dev-other", dead_letters = "dev-other-dead", max_age_seconds = 1000 }
  }
}

run "alarms_of_service_bus" {
  command = plan
  assert {
    condition     = azurerm_monitor_metric_alert.this["payment-dead-letters"].criteria[0].metric_name == "ActiveMessages" && one(azurerm_monitor_metric_alert.this["payment-dead-letters"].criteria[0].dimension).values == tolist(["dev-payment-dead"])
    error_message = "Dead letters go off."
  }
  assert {
    condition     = azurerm_monitor_metric_alert.this["payment-native"].criteria[0].metric_name == "DeadletteredMessages" && one(azurerm_monitor_metric_alert.this["payment-native"].criteria[0].dimension).values == tolist(["dev-payment"])
    error_message = "What Service Bus dead-letters goes off."
  }
  assert {
    condition     = azurerm_monitor_metric_alert.this["payment-backlog"].criteria[0].threshold == 1000
    error_message = "A backlog goes off."
  }
  assert {
    condition     = one(azurerm_monitor_metric_alert.this["payment-parked"].criteria[0].dimension).values == tolist(["dev-payment-parked"]) && !contains(keys(azurerm_monitor_metric_alert.this), "other-parked")
    error_message = "Parked messages go off, where there are some."
  }
  assert {
    condition     = one(azurerm_monitor_metric_alert.this["payment-undelivered"].criteria[0].dimension).values == tolist(["dev-events/subscriptions/dev-payment"]) && !contains(keys(azurerm_monitor_metric_alert.this), "other-undelivered")
    error_message = "What cannot be forwarded goes off."
  }
  assert {
    condition     = azurerm_monitor_metric_alert.this["payment-throttles"].criteria[0].metric_name == "ThrottledRequests"
    error_message = "Throttles go off."
  }
  assert {
    condition     = alltrue([for alarm in azurerm_monitor_metric_alert.this : length(alarm.action) == 1])
    error_message = "Every alarm tells somebody."
  }
}

run "alarms_of_the_functions_own_words" {
  command = plan
  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.this["payment-given-up"].criteria[0].query, "DEAD_LETTERED") && azurerm_monitor_scheduled_query_rules_alert_v2.this["payment-given-up"].criteria[0].time_aggregation_method == "Total"
    error_message = "What is given up goes off."
  }
  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.this["payment-store"].criteria[0].query, "STORE_UNREACHABLE")
    error_message = "A store that cannot be asked goes off."
  }
  assert {
    condition     = azurerm_monitor_scheduled_query_rules_alert_v2.this["payment-oldest"].criteria[0].threshold == 250 && azurerm_monitor_scheduled_query_rules_alert_v2.this["payment-oldest"].criteria[0].time_aggregation_method == "Maximum"
    error_message = "Age goes off at its share of maxAge."
  }
  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.this["dev-payment-operations-abc-errors"].criteria[0].query, "AppRoleName == \"dev-payment-operations-abc\"")
    error_message = "Errors of every app go off."
  }
}

run "a_workbook_for_every_handler" {
  command = plan
  assert {
    condition     = length(jsondecode(azurerm_application_insights_workbook.this.data_json).items) == 10
    error_message = "Each handler has its charts."
  }
  assert {
    condition     = can(regex("^[0-9a-f-]{36}$", azurerm_application_insights_workbook.this.name))
    error_message = "Its name is a UUID that stays."
  }
  assert {
    condition     = azurerm_log_analytics_workspace.this.local_authentication_enabled == false && azurerm_application_insights.this.local_authentication_enabled == false
    error_message = "Nobody writes there by a key."
  }
}
