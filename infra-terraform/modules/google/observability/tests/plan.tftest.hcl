mock_provider "google" {}

variables {
  account = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name    = "dev-shop"
  alarms  = { actions = ["projects/example-project/notificationChannels/1"] }
  handlers = {
    payment = {
      function     = "dev-payment", functions = ["dev-payment-dead-letters"], subscriptions = { own = "dev-payment", topic = "dev-payment.from.order-events" }
      dead_letters = "dev-payment-dead", parked = "dev-payment-parked", max_age_seconds = 4000
    }
  }
}

run "alarms_of_what_lies_and_waits" {
  command = plan
  assert {
    condition = join(" ", sort(keys(google_monitoring_alert_policy.simple))) == join(" ", [
      "payment-backlog-own", "payment-backlog-topic", "payment-dead-letters", "payment-native-own", "payment-native-topic",
      "payment-oldest-own", "payment-oldest-topic", "payment-parked", "payment-parked-age",
    ])
    error_message = "There are alarms of depth, age and native dead letters for each subscription."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.simple["payment-dead-letters"].conditions[0].condition_threshold[0].filter, "subscription_id=\"dev-payment-dead\"") && google_monitoring_alert_policy.simple["payment-dead-letters"].conditions[0].condition_threshold[0].threshold_value == 0
    error_message = "One dead letter is an alarm."
  }
  assert {
    condition     = google_monitoring_alert_policy.simple["payment-oldest-own"].conditions[0].condition_threshold[0].threshold_value == 1000
    error_message = "A message that has had a quarter of its time is an alarm."
  }
  assert {
    condition     = alltrue([for alarm in google_monitoring_alert_policy.simple : one(alarm.notification_channels) == "projects/example-project/notificationChannels/1"])
    error_message = "Somebody is told."
  }
}

run "alarms_of_what_functions_say" {
  command = plan
  assert {
    condition     = join(" ", sort(keys(google_monitoring_alert_policy.queries))) == "dev-payment-dead-letters-errors dev-payment-errors payment-given-up payment-store payment-throttles"
    error_message = "There are alarms of what was given up, the store, errors and throttles."
  }
  assert {
    condition     = strcontains(google_monitoring_alert_policy.queries["payment-given-up"].conditions[0].condition_prometheus_query_language[0].query, "logging_googleapis_com:user_dev_shop_process_messages_sum{handler=\"payment\",outcome=\"DEAD_LETTERED\"}")
    error_message = "It is counted by the functions' own metric."
  }
}

run "metrics_are_the_functions_lines" {
  command = plan
  assert {
    condition     = google_logging_metric.this["process_messages"].value_extractor == "EXTRACT(jsonPayload.metrics.\"ferry.process.messages\")" && google_logging_metric.this["process_messages"].label_extractors["outcome"] == "EXTRACT(jsonPayload.labels.\"ferry.outcome\")"
    error_message = "Values and labels are fields of a line."
  }
  assert {
    condition     = strcontains(google_logging_metric.refused.filter, "no available instance")
    error_message = "Requests without an instance are counted from the log of requests."
  }
}

run "a_dashboard" {
  command = plan
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.this.dashboard_json).mosaicLayout.tiles) == 4
    error_message = "Every handler has a row of four charts."
  }
}
