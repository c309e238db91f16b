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

output "grants" {
  value = concat(
    [for one in google_pubsub_topic_iam_member.publisher : "${one.role} on projects/${one.project}/topics/${one.topic}"],
    [for one in google_pubsub_subscription_iam_member.subscriber : "${one.role} on projects/${one.project}/subscriptions/${one.subscription}"],
    [for one in google_pubsub_subscription_iam_member.viewer : "${one.role} on projects/${one.project}/subscriptions/${one.subscription}"],
    [for name, one in google_project_iam_member.records : "${one.role} on ${var.databases[name]}"],
    [for one in google_secret_manager_secret_iam_member.secret : "${one.role} on projects/${one.project}/secrets/${one.secret_id}"],
    [for one in google_project_iam_member.more : "${one.role} on projects/${one.project}"],
  )
  description = "What its service account may do: each role, and what it is granted on."
}

output "environment" {
  value       = local.environment
  description = "Every variable that it gets, secrets aside."
}
