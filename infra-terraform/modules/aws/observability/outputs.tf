output "alarms" {
  value       = concat([for alarm in aws_cloudwatch_metric_alarm.simple : alarm.alarm_name], [for alarm in aws_cloudwatch_metric_alarm.errors : alarm.alarm_name])
  description = "The names of all alarms."
}

output "dashboard" {
  value       = aws_cloudwatch_dashboard.this.dashboard_name
  description = "The dashboard's name."
}
