mock_provider "google" {
  source = "../../../tests/mocks/google"
}

variables {
  account         = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name            = "dev-payment"
  source_archive  = { bucket = "packages", object = "shop/abc.zip" }
  entry_point     = "com.example.OnGoogle"
  timeout_seconds = 40
  concurrency     = 7
  environment     = { FERRY_HANDLER = "payment", FERRY_POLICY = "{}" }
  publishes       = { dead = "projects/example-project/topics/dev-payment-dead", events = "projects/elsewhere/topics/events" }
  subscribes      = { dead = "projects/example-project/subscriptions/dev-payment-dead" }
  databases       = { records = "projects/example-project/databases/dev-shop-records" }
  secrets         = { TOKEN = "payment-token" }
  source_queue = {
    name                  = "dev-payment"
    topic                 = "projects/example-project/topics/dev-payment"
    ordered               = true
    ack_deadline_seconds  = 40
    retention_seconds     = 345600
    initial_delay_seconds = 3
    max_delay_seconds     = 300
    max_deliveries        = 100
    dead_letter_topic     = "projects/example-project/topics/dev-payment-dead"
  }
  source_topic = {
    id     = "projects/example-project/topics/order-events"
    filter = { type = ["OrderPlaced", "OrderChanged"], "iana.org/lang" = ["de"] }
  }
}

run "a_function_as_the_file_wants_it" {
  command = plan
  assert {
    condition     = google_cloudfunctions2_function.this.build_config[0].entry_point == "com.example.OnGoogle" && google_cloudfunctions2_function.this.build_config[0].runtime == "java21"
    error_message = "The entry class runs on the runtime."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.build_config[0].source[0].storage_source[0].object == "shop/abc.zip"
    error_message = "It is built from the package."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].timeout_seconds == 40 && google_cloudfunctions2_function.this.service_config[0].max_instance_count == 7 && google_cloudfunctions2_function.this.service_config[0].max_instance_request_concurrency == 1
    error_message = "Its time and its runs at once are the handler's."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"
    error_message = "It is called from inside only."
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].service_account_email == google_service_account.run.email
    error_message = "It runs as its own account."
  }
  assert {
    condition = (
      google_cloudfunctions2_function.this.service_config[0].environment_variables["FERRY_TIMEOUT"] == "PT40S"
      && google_cloudfunctions2_function.this.service_config[0].environment_variables["FERRY_REQUESTS_AT_ONCE"] == "1"
      && google_cloudfunctions2_function.this.service_config[0].environment_variables["FERRY_HANDLER"] == "payment"
    )
    error_message = "It is told its time and how much comes at once."
  }
  assert {
    condition     = one(google_cloudfunctions2_function.this.service_config[0].secret_environment_variables).secret == "payment-token"
    error_message = "A secret stays in Secret Manager."
  }
  assert {
    condition     = length(google_cloudfunctions2_function.this.event_trigger) == 0
    error_message = "A trigger of the platform's own cannot dead-letter."
  }
}

run "fed_by_its_own_subscriptions" {
  command = plan
  assert {
    condition     = google_pubsub_subscription.push["own"].topic == "projects/example-project/topics/dev-payment" && google_pubsub_subscription.push["topic"].topic == "projects/example-project/topics/order-events"
    error_message = "One subscription is on its own topic, one on the topic that it listens to."
  }
  assert {
    condition     = google_pubsub_subscription.push["topic"].name == "dev-payment.from.order-events" && google_pubsub_subscription.push["own"].labels["ferry-from-1"] == "order-events"
    error_message = "A queue's subscriptions are named and told as the provider looks for them."
  }
  assert {
    condition     = google_pubsub_subscription.push["topic"].filter == "(attributes.\"iana.org/lang\" = \"de\") AND (attributes.type = \"OrderPlaced\" OR attributes.type = \"OrderChanged\")" && google_pubsub_subscription.push["own"].filter == null
    error_message = "Only the topic's subscription filters, by every attribute."
  }
  assert {
    condition = alltrue([
      for one in google_pubsub_subscription.push :
      one.push_config[0].push_endpoint == "https://europe-west1-example-project.cloudfunctions.net/dev-payment"
      && one.push_config[0].oidc_token[0].audience == "https://europe-west1-example-project.cloudfunctions.net/dev-payment"
      && one.push_config[0].oidc_token[0].service_account_email == "somebody@example-project.iam.gserviceaccount.com"
    ])
    error_message = "Pushes are signed, for the function alone."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription.push : one.ack_deadline_seconds == 40 && one.message_retention_duration == "345600s" && one.enable_message_ordering])
    error_message = "Ack deadline, retention and order are the queue's."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription.push : one.retry_policy[0].minimum_backoff == "3s" && one.retry_policy[0].maximum_backoff == "300s"])
    error_message = "Backoff is the policy's."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription.push : one.dead_letter_policy[0].dead_letter_topic == "projects/example-project/topics/dev-payment-dead" && one.dead_letter_policy[0].max_delivery_attempts == 100])
    error_message = "What never reaches the policy is dead-lettered by Pub/Sub."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription.push : one.expiration_policy[0].ttl == ""])
    error_message = "A subscription never expires."
  }
}

run "granted_what_it_needs" {
  command = plan
  assert {
    condition     = google_pubsub_topic_iam_member.publisher["dead"].topic == "dev-payment-dead" && google_pubsub_topic_iam_member.publisher["dead"].role == "roles/pubsub.publisher" && google_pubsub_topic_iam_member.publisher["events"].project == "elsewhere"
    error_message = "It publishes to the topics that it is told, also elsewhere."
  }
  assert {
    condition     = google_pubsub_subscription_iam_member.subscriber["dead"].subscription == "dev-payment-dead" && google_pubsub_subscription_iam_member.subscriber["dead"].role == "roles/pubsub.subscriber"
    error_message = "It pulls from the subscriptions that it is told."
  }
  assert {
    condition     = google_pubsub_subscription_iam_member.viewer["dead"].subscription == "dev-payment-dead" && google_pubsub_subscription_iam_member.viewer["dead"].role == "roles/pubsub.viewer"
    error_message = "It looks up the subscriptions that it pulls from."
  }
  assert {
    condition     = google_project_iam_member.records["records"].role == "roles/datastore.user" && strcontains(google_project_iam_member.records["records"].condition[0].expression, "resource.name == \"projects/example-project/databases/dev-shop-records\"")
    error_message = "It reads and writes records in one database."
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.secret["TOKEN"].secret_id == "payment-token" && google_secret_manager_secret_iam_member.secret["TOKEN"].role == "roles/secretmanager.secretAccessor"
    error_message = "It reads its secrets."
  }
  assert {
    condition     = google_cloud_run_service_iam_member.caller.role == "roles/run.invoker" && google_cloud_run_service_iam_member.caller.service == "dev-payment" && google_cloud_run_service_iam_member.caller.member == "serviceAccount:somebody@example-project.iam.gserviceaccount.com"
    error_message = "Its caller may call it."
  }
  assert {
    condition     = alltrue([for one in google_pubsub_subscription_iam_member.dead_letters : one.role == "roles/pubsub.subscriber" && one.member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"]) && length(google_pubsub_subscription_iam_member.dead_letters) == 2
    error_message = "Pub/Sub takes what it dead-letters from both subscriptions."
  }
  assert {
    condition     = google_service_account_iam_member.signing[0].role == "roles/iam.serviceAccountTokenCreator" && google_service_account_iam_member.signing[0].member == "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    error_message = "Pub/Sub signs in the caller's name."
  }
}

run "many_requests_at_once" {
  command = plan
  variables {
    requests_at_once = 4
  }
  assert {
    condition     = google_cloudfunctions2_function.this.service_config[0].max_instance_count == 2 && google_cloudfunctions2_function.this.service_config[0].max_instance_request_concurrency == 4 && google_cloudfunctions2_function.this.service_config[0].available_cpu == "1"
    error_message = "Runs at once are shared by instances, and several in one need a CPU."
  }
}

run "a_long_name" {
  command = plan
  variables {
    name = "development-of-somebody-payment-function"
  }
  assert {
    condition     = length(google_service_account.run.account_id) <= 30 && length(google_service_account.call.account_id) <= 30 && google_service_account.run.account_id != google_service_account.call.account_id
    error_message = "Accounts have up to 30 characters, and are two."
  }
}

run "a_trigger_of_the_platform" {
  command = plan
  variables {
    source_topic = { id = "projects/example-project/topics/order-events", filter = {}, direct = true }
  }
  assert {
    condition     = google_cloudfunctions2_function.this.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY" && google_cloudfunctions2_function.this.service_config[0].environment_variables["FERRY_PLATFORM_RETRIES"] == "true"
    error_message = "The platform repeats what failed, and the function knows."
  }
  assert {
    condition     = join(" ", keys(google_pubsub_subscription.push)) == "own"
    error_message = "Redrives still come by a subscription of its own."
  }
}

run "fed_by_nothing" {
  command = plan
  variables {
    source_queue = null
    source_topic = null
  }
  assert {
    condition     = length(google_pubsub_subscription.push) == 0 && length(google_service_account_iam_member.signing) == 0
    error_message = "A function that somebody calls has no subscription."
  }
}
