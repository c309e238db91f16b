# What pushes messages to the function: the subscription on its own topic, where redrives and retries
# of its own go, and one on the topic that it listens to.
locals {
  filter = var.source_topic == null ? null : join(" AND ", [
    for attribute in sort(keys(var.source_topic.filter)) : format("(%s)", join(" OR ", [
      for value in var.source_topic.filter[attribute] : "attributes.${can(regex("^[A-Za-z_][A-Za-z0-9_]*$", attribute)) ? attribute : jsonencode(attribute)} = ${jsonencode(value)}"
    ]))
  ])

  pushing = !local.fed ? {} : merge(
    { own = { name = var.source_queue.name, topic = var.source_queue.topic, filter = null } },
    var.source_topic == null || local.direct ? {} : { topic = { name = "${var.source_queue.name}.from.${reverse(split("/", var.source_topic.id))[0]}", topic = var.source_topic.id, filter = local.filter == "" ? null : local.filter } },
  )
}

resource "google_pubsub_subscription" "push" {
  for_each = local.pushing

  project                    = var.account.id
  name                       = each.value.name
  topic                      = each.value.topic
  filter                     = each.value.filter
  ack_deadline_seconds       = var.source_queue.ack_deadline_seconds
  message_retention_duration = "${var.source_queue.retention_seconds}s"
  enable_message_ordering    = var.source_queue.ordered
  # The label tells whoever pulls from the queue that it has another subscription.
  labels = merge(var.labels, each.key == "own" && contains(keys(local.pushing), "topic") ? { ferry-from-1 = reverse(split("/", var.source_topic.id))[0] } : {})

  push_config {
    push_endpoint = local.url
    attributes    = { "x-goog-version" = "v1" }
    oidc_token {
      service_account_email = google_service_account.call.email
      audience              = local.url
    }
  }

  # The handler's policy, as far as Pub/Sub has one: a message that is answered with an error waits.
  retry_policy {
    minimum_backoff = "${var.source_queue.initial_delay_seconds}s"
    maximum_backoff = "${var.source_queue.max_delay_seconds}s"
  }

  # The second net: what never reaches the handler's own policy.
  dead_letter_policy {
    dead_letter_topic     = var.source_queue.dead_letter_topic
    max_delivery_attempts = var.source_queue.max_deliveries
  }

  # A subscription is not forgotten because nothing came for a month.
  expiration_policy {
    ttl = ""
  }

  # The first push finds a function that lets it in.
  depends_on = [google_cloudfunctions2_function.this, google_cloud_run_service_iam_member.caller]
}

# Pub/Sub takes what it dead-letters from the subscription ...
resource "google_pubsub_subscription_iam_member" "dead_letters" {
  for_each = google_pubsub_subscription.push

  project      = var.account.id
  subscription = each.value.name
  role         = "roles/pubsub.subscriber"
  member       = local.service_agent
}

# ... and signs its pushes in the caller's name.
resource "google_service_account_iam_member" "signing" {
  count = local.fed ? 1 : 0

  service_account_id = google_service_account.call.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.service_agent
}
