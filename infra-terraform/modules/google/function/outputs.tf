output "name" {
  value       = google_cloudfunctions2_function.this.name
  description = "The function's name."
}

output "url" {
  value       = local.url
  description = "Where it is called, and the audience of its callers' tokens."
}

output "service_account" {
  value       = google_service_account.run.email
  description = "The service account that it runs as."
}

output "caller" {
  value       = google_service_account.call.email
  description = "The service account that may call it."
}

output "subscriptions" {
  value       = { for use, one in local.pushing : use => one.name }
  description = "The subscriptions that push to it: `own`, and `topic` where it listens to one."
}

output "environment" {
  value       = local.environment
  description = "Every variable that it gets, secrets aside."
}
