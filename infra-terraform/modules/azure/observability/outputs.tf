output "insights_id" {
  value       = azurerm_application_insights.this.id
  description = "Id of the Application Insights that functions write their log to."
}

output "connection_string" {
  value       = azurerm_application_insights.this.connection_string
  description = "Where functions write their log. It is no key: local authentication is off."
  sensitive   = true
}

output "workspace" {
  value       = { id = azurerm_log_analytics_workspace.this.id, name = azurerm_log_analytics_workspace.this.name }
  description = "The workspace that holds the log."
}

output "alarms" {
  value       = concat([for alarm in azurerm_monitor_metric_alert.this : alarm.name], [for alarm in azurerm_monitor_scheduled_query_rules_alert_v2.this : alarm.name])
  description = "The names of all alarms."
}

output "dashboard" {
  value       = azurerm_application_insights_workbook.this.id
  description = "The workbook's id."
}
