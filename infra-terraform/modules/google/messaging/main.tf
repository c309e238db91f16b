# Topics, and the subscriptions in which messages wait for nobody but people: dead letters, parked
# ones, queues that no handler reads. The subscriptions that feed functions are modules/google/function's,
# which knows where they push to.
#
# A queue is a topic with a subscription of the same name; names alone make ids, so that a topic and
# its dead letters can name each other.
locals {
  queue_names = { for name, queue in var.queues : name => queue.existing == null ? queue.resource_name : reverse(split("/", queue.existing))[0] }
  queue_ids   = { for name, queue in var.queues : name => try(startswith(queue.existing, "projects/"), false) ? queue.existing : "projects/${var.account.id}/topics/${local.queue_names[name]}" }
  topic_names = { for name, topic in var.topics : name => topic.existing == null ? topic.resource_name : reverse(split("/", topic.existing))[0] }
  topic_ids   = { for name, topic in var.topics : name => try(startswith(topic.existing, "projects/"), false) ? topic.existing : "projects/${var.account.id}/topics/${local.topic_names[name]}" }

  new_queues = { for name, queue in var.queues : name => queue if queue.existing == null }
  new_topics = { for name, topic in var.topics : name => topic if topic.existing == null }
  waiting    = { for name, queue in local.new_queues : name => queue if queue.handler == null }
  graves     = { for name, queue in local.new_queues : name => queue if queue.dead_of != null }

  service_agent = "serviceAccount:service-${var.account.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_pubsub_topic" "queue" {
  # checkov:skip=CKV_GCP_83: encrypted by Google's own keys unless kms_key is given; a key costs money for each use.
  for_each = local.new_queues

  project      = var.account.id
  name         = each.value.resource_name
  kms_key_name = var.kms_key
  labels       = var.labels
}

resource "google_pubsub_topic" "topic" {
  # checkov:skip=CKV_GCP_83: as above.
  for_each = local.new_topics

  project      = var.account.id
  name         = each.value.resource_name
  kms_key_name = var.kms_key
  labels       = var.labels
}

resource "google_pubsub_subscription" "waiting" {
  for_each = local.waiting

  project                      = var.account.id
  name                         = each.value.resource_name
  topic                        = google_pubsub_topic.queue[each.key].id
  ack_deadline_seconds         = each.value.ack_deadline_seconds
  message_retention_duration   = "${each.value.retention_seconds}s"
  enable_message_ordering      = each.value.ordered
  enable_exactly_once_delivery = false
  labels                       = var.labels

  # Without this a subscription that nobody pulls for 31 days is gone, and with it what waits there.
  expiration_policy {
    ttl = ""
  }
}

# Pub/Sub itself sends there what it could deliver too often.
resource "google_pubsub_topic_iam_member" "dead_letters" {
  for_each = local.graves

  project = var.account.id
  topic   = google_pubsub_topic.queue[each.key].name
  role    = "roles/pubsub.publisher"
  member  = local.service_agent
}
