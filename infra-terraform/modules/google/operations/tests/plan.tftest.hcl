mock_provider "google" {
  source = "../../../tests/mocks/google"
}

variables {
  account      = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name         = "dev-payment"
  function     = { source_archive = { bucket = "packages", object = "shop/abc.zip" } }
  environment  = { FERRY_HANDLER = "payment", FERRY_POLICY = "{}" }
  source_queue = { id = "projects/example-project/topics/dev-payment" }
  dead_letters = { subscription = "projects/example-project/subscriptions/dev-payment-dead" }
  parked       = { id = "projects/example-project/topics/dev-payment-parked", subscription = "projects/example-project/subscriptions/dev-payment-parked" }
  operators    = ["group:operators@example.com"]
}

run "looked_after_on_a_schedule" {
  command = plan
  assert {
    condition     = google_cloud_scheduler_job.dead_letters[0].schedule == "*/5 * * * *" && google_cloud_scheduler_job.dead_letters[0].http_target[0].uri == output.dead_letter_function.url
    error_message = "The dead-letter function is called every five minutes."
  }
  assert {
    condition     = google_cloud_scheduler_job.dead_letters[0].http_target[0].oidc_token[0].audience == output.dead_letter_function.url
    error_message = "Its calls are signed for it alone."
  }
  assert {
    condition     = google_cloud_run_service_iam_member.operator["group:operators@example.com"].role == "roles/run.invoker" && google_cloud_run_service_iam_member.operator["group:operators@example.com"].service == "dev-payment-redrive"
    error_message = "Operators may ask for a redrive."
  }
  assert {
    condition     = output.redrive_function.name == "dev-payment-redrive" && output.dead_letter_function.name == "dev-payment-dead-letters"
    error_message = "The two functions go by the handler's."
  }
}

run "every_two_hours" {
  command = plan
  variables {
    schedule_minutes = 120
  }
  assert {
    condition     = google_cloud_scheduler_job.dead_letters[0].schedule == "0 */2 * * *"
    error_message = "Whole hours are written as such."
  }
}

run "never" {
  command = plan
  variables {
    schedule_minutes = 0
  }
  assert {
    condition     = length(google_cloud_scheduler_job.dead_letters) == 0
    error_message = "0 is never."
  }
}
