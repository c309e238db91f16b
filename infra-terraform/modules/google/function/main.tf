# A function that is called over HTTP, and by whom it may be called.
locals {
  # 6 to 30 characters, unlike a function's 63: a longer name is cut and told apart by a hash.
  accounts = { for use, name in { run = var.name, call = "${var.name}-call" } :
  use => length(name) <= 30 ? (length(name) < 6 ? "${name}-ferry" : name) : "${trimsuffix(substr(name, 0, 21), "-")}-${substr(sha1(name), 0, 8)}" }

  # Known before the function is made: its own variables name it.
  url           = "https://${var.account.region}-${var.account.id}.cloudfunctions.net/${var.name}"
  service_agent = "serviceAccount:service-${var.account.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
  caller        = "${local.accounts.call}@${var.account.id}.iam.gserviceaccount.com"
  fed           = var.source_queue != null
  direct        = var.source_topic != null && try(var.source_topic.direct, false)

  environment = merge(var.environment, {
    FERRY_TIMEOUT          = "PT${var.timeout_seconds}S"
    FERRY_REQUESTS_AT_ONCE = tostring(var.requests_at_once)
    FERRY_CALLER_AUDIENCE  = local.url
    FERRY_CALLER_ACCOUNTS  = local.caller
    # Cloud Run has looked at the token before, and takes its signature away.
    FERRY_CALLER_SIGNATURE = "platform"
    }, local.direct ? {
    FERRY_PLATFORM_RETRIES = "true"
  } : {})
}

resource "google_service_account" "run" {
  project      = var.account.id
  account_id   = local.accounts.run
  display_name = var.name
  description  = "What the function ${var.name} may do"
}

resource "google_service_account" "call" {
  project      = var.account.id
  account_id   = local.accounts.call
  display_name = "${var.name}: caller"
  description  = "May call the function ${var.name}, and nothing else"
}

resource "google_cloudfunctions2_function" "this" {
  # checkov:skip=CKV_GCP_124: called from inside only, unless the user opens it (ingress).
  project      = var.account.id
  location     = var.account.region
  name         = var.name
  description  = var.description
  kms_key_name = var.kms_key
  labels       = var.labels

  build_config {
    runtime         = var.runtime
    entry_point     = var.entry_point
    service_account = var.build_service_account
    source {
      storage_source {
        bucket = var.source_archive.bucket
        object = var.source_archive.object
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.run.email
    available_memory                 = "${var.memory_mb}Mi"
    available_cpu                    = var.requests_at_once > 1 && var.memory_mb < 2048 ? "1" : null
    timeout_seconds                  = var.timeout_seconds
    max_instance_count               = max(1, ceil(var.concurrency / var.requests_at_once))
    min_instance_count               = var.min_instances
    max_instance_request_concurrency = var.requests_at_once
    ingress_settings                 = var.ingress
    all_traffic_on_latest_revision   = true
    environment_variables            = local.environment
    vpc_connector                    = try(var.vpc.connector, null)
    vpc_connector_egress_settings    = var.vpc == null ? null : var.vpc.egress

    dynamic "secret_environment_variables" {
      for_each = var.secrets
      content {
        key        = secret_environment_variables.key
        project_id = startswith(secret_environment_variables.value, "projects/") ? split("/", secret_environment_variables.value)[1] : var.account.id
        secret     = reverse(split("/", secret_environment_variables.value))[0]
        version    = "latest"
      }
    }
  }

  dynamic "event_trigger" {
    for_each = local.direct ? [var.source_topic] : []
    content {
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      trigger_region        = var.account.region
      pubsub_topic          = event_trigger.value.id
      service_account_email = google_service_account.call.email
      # Without it the platform drops an event whose function failed.
      retry_policy = "RETRY_POLICY_RETRY"
    }
  }

  # A function without its grants fails, and failures use up deliveries.
  depends_on = [
    google_pubsub_topic_iam_member.publisher,
    google_pubsub_subscription_iam_member.subscriber,
    google_pubsub_subscription_iam_member.viewer,
    google_project_iam_member.records,
    google_secret_manager_secret_iam_member.secret,
  ]
}

resource "google_cloud_run_service_iam_member" "caller" {
  project  = var.account.id
  location = var.account.region
  service  = google_cloudfunctions2_function.this.name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${google_service_account.call.email}"
}
