output "alarms" {
  value       = concat([for alarm in google_monitoring_alert_policy.simple : alarm.display_name], [for alarm in google_monitoring_alert_policy.queries : alarm.display_name])
  description = "The names of all alarms."
}

output "dashboard" {
  value       = google_monitoring_dashboard.this.id
  description = "The dashboard's id."
}
