mock_provider "google" {}

variables {
  account = { id = "example-project", number = "123456789012", region = "europe-west1" }
  labels  = { team = "shop" }
  queues = {
    orders = {
      resource_name     = "dev-orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 60
      max_message_bytes = 262144, handler = "place-order", dead_letters = "orders-dead"
    }
    orders-dead = {
      resource_name     = "dev-orders-dead", ordered = true, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 262144, dead_of = "orders"
    }
    orders-parked = {
      resource_name     = "dev-orders-parked", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30
      max_message_bytes = 262144, parked_of = "orders"
    }
    theirs = {
      resource_name     = "theirs", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30
      max_message_bytes = 262144, existing = "projects/elsewhere/topics/theirs"
    }
  }
  topics = {
    order-events = { resource_name = "dev-order-events", ordered = false, max_message_bytes = 262144 }
  }
}

run "a_queue_is_a_topic" {
  command = plan
  assert {
    condition     = google_pubsub_topic.queue["orders"].name == "dev-orders" && google_pubsub_topic.topic["order-events"].name == "dev-order-events"
    error_message = "Queues and topics are topics by their names."
  }
  assert {
    condition     = !contains(keys(google_pubsub_topic.queue), "theirs") && output.queues["theirs"].address == "pubsub://elsewhere/theirs"
    error_message = "What is there already is not made, and is addressed where it is."
  }
  assert {
    condition     = google_pubsub_topic.queue["orders"].labels["team"] == "shop"
    error_message = "Topics are labelled."
  }
}

run "what_nobody_handles_waits" {
  command = plan
  assert {
    condition     = join(" ", sort(keys(google_pubsub_subscription.waiting))) == "orders-dead orders-parked"
    error_message = "Dead letters and parked messages have subscriptions, or they would be dropped."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription.waiting : one.expiration_policy[0].ttl == ""])
    error_message = "A subscription that nobody pulls never expires."
  }
  assert {
    condition     = google_pubsub_subscription.waiting["orders-dead"].message_retention_duration == "1209600s"
    error_message = "Dead letters are kept as long as the file says."
  }
  assert {
    condition     = google_pubsub_subscription.waiting["orders-dead"].enable_message_ordering && google_pubsub_subscription.waiting["orders-dead"].ack_deadline_seconds == 30
    error_message = "Order and ack deadline are the file's."
  }
}

run "pubsub_may_dead_letter" {
  command = plan
  assert {
    condition = (
      google_pubsub_topic_iam_member.dead_letters["orders-dead"].role == "roles/pubsub.publisher"
      && google_pubsub_topic_iam_member.dead_letters["orders-dead"].member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
      && google_pubsub_topic_iam_member.dead_letters["orders-dead"].topic == "dev-orders-dead"
    )
    error_message = "Pub/Sub's own agent publishes to the dead letters, or they are lost."
  }
}

run "a_key" {
  command = plan
  variables {
    kms_key = "projects/p/locations/europe/keyRings/r/cryptoKeys/k"
  }
  assert {
    condition     = google_pubsub_topic.queue["orders"].kms_key_name == "projects/p/locations/europe/keyRings/r/cryptoKeys/k" && google_pubsub_topic.topic["order-events"].kms_key_name == "projects/p/locations/europe/keyRings/r/cryptoKeys/k"
    error_message = "A key encrypts every topic."
  }
}
