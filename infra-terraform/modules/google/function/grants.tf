# What the function may do: each grant on one resource.
resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.publishes

  project = split("/", each.value)[1]
  topic   = reverse(split("/", each.value))[0]
  role    = "roles/pubsub.publisher"
  member  = "serviceAccount:${google_service_account.run.email}"
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = var.subscribes

  project      = split("/", each.value)[1]
  subscription = reverse(split("/", each.value))[0]
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${google_service_account.run.email}"
}

# Who pulls from a queue looks up once which subscriptions it has.
resource "google_pubsub_subscription_iam_member" "viewer" {
  for_each = var.subscribes

  project      = split("/", each.value)[1]
  subscription = reverse(split("/", each.value))[0]
  role         = "roles/pubsub.viewer"
  member       = "serviceAccount:${google_service_account.run.email}"
}

# Firestore has no grant on one database but by a condition on a grant on the project.
resource "google_project_iam_member" "records" {
  for_each = var.databases

  project = var.account.id
  role    = "roles/datastore.user"
  member  = "serviceAccount:${google_service_account.run.email}"

  condition {
    title       = "only-${replace(each.key, "/[^A-Za-z0-9]/", "-")}"
    description = "No other database of the project"
    expression  = "resource.name == \"${each.value}\" || resource.name.startsWith(\"${each.value}/\")"
  }
}

resource "google_secret_manager_secret_iam_member" "secret" {
  for_each = var.secrets

  project   = startswith(each.value, "projects/") ? split("/", each.value)[1] : var.account.id
  secret_id = reverse(split("/", each.value))[0]
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.run.email}"
}

resource "google_project_iam_member" "more" {
  for_each = { for one in var.roles : one.role => one }

  project = var.account.id
  role    = each.value.role
  member  = "serviceAccount:${google_service_account.run.email}"
}
