# What looks after one handler's dead letters: on a schedule, and when an operator asks.
locals {
  functions = {
    dead-letters = {
      entry_point = var.dead_letter_entry_point
      description = "Looks after the dead letters of ${var.name}"
      subscribes  = { dead-letters = var.dead_letters.subscription }
    }
    redrive = {
      entry_point = var.redrive_entry_point
      description = "Sends dead letters of ${var.name} back when asked"
      subscribes  = merge({ dead-letters = var.dead_letters.subscription }, var.parked == null ? {} : { parked = var.parked.subscription })
    }
  }
}

module "function" {
  source   = "../function"
  for_each = local.functions

  name                  = "${var.name}-${each.key}"
  description           = each.value.description
  source_archive        = var.function.source_archive
  entry_point           = each.value.entry_point
  runtime               = var.function.runtime
  memory_mb             = var.function.memory_mb
  timeout_seconds       = var.timeout_seconds
  concurrency           = 1
  environment           = var.environment
  subscribes            = each.value.subscribes
  publishes             = merge({ source = var.source_queue.id }, var.parked == null ? {} : { parked = var.parked.id })
  build_service_account = var.function.build_service_account
  vpc                   = var.function.vpc
  kms_key               = var.function.kms_key
  account               = var.account
  labels                = var.labels
}

resource "google_cloud_scheduler_job" "dead_letters" {
  count = var.schedule_minutes > 0 ? 1 : 0

  project          = var.account.id
  region           = var.account.region
  name             = "${var.name}-dead-letters"
  description      = "Looks after the dead letters of ${var.name}"
  schedule         = var.schedule_minutes < 60 ? "*/${var.schedule_minutes} * * * *" : "0 */${min(23, floor(var.schedule_minutes / 60))} * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "${max(15, var.timeout_seconds)}s"

  # The next run does what this one could not.
  retry_config {
    retry_count = 0
  }

  http_target {
    uri         = module.function["dead-letters"].url
    http_method = "POST"
    oidc_token {
      service_account_email = module.function["dead-letters"].caller
      audience              = module.function["dead-letters"].url
    }
  }
}

# Who may ask for a redrive: nobody, until the user names somebody.
resource "google_cloud_run_service_iam_member" "operator" {
  for_each = toset(var.operators)

  project  = var.account.id
  location = var.account.region
  service  = module.function["redrive"].name
  role     = "roles/run.invoker"
  member   = each.value
}
