locals {
  depth = "pubsub.googleapis.com/subscription/num_undelivered_messages"
  age   = "pubsub.googleapis.com/subscription/oldest_unacked_message_age"
  dead  = "pubsub.googleapis.com/subscription/dead_letter_message_count"
  day   = 86400

  # Alarms of one metric of Pub/Sub or Cloud Run each: which, of what, above which threshold, for how long.
  simple = merge([
    for handler, at in var.handlers : merge(
      {
        "${handler}-dead-letters" = {
          says    = "Dead letters wait for ${handler}: see their reasons, mend the cause, redrive"
          metric  = local.depth, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${at.dead_letters}\""
          aligner = "ALIGN_MAX", threshold = var.alarms.dead_letters, seconds = 0
        }
      },
      { for use, subscription in at.subscriptions : "${handler}-backlog-${use}" => {
        says    = "Messages wait for ${handler} faster than they are handled"
        metric  = local.depth, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${subscription}\""
        aligner = "ALIGN_MAX", threshold = var.alarms.backlog, seconds = 300
      } },
      { for use, subscription in at.subscriptions : "${handler}-oldest-${use}" => {
        says    = "The oldest message of ${handler} nears the age at which it is given up"
        metric  = local.age, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${subscription}\""
        aligner = "ALIGN_MAX", threshold = floor(at.max_age_seconds * var.alarms.age_share), seconds = 0
      } },
      { for use, subscription in at.subscriptions : "${handler}-native-${use}" => {
        says    = "Pub/Sub itself dead-lettered messages of ${handler}: they never reached its policy; see whether its function starts"
        metric  = local.dead, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${subscription}\""
        aligner = "ALIGN_DELTA", threshold = 0, seconds = 0
      } },
      at.parked == null ? {} : {
        "${handler}-parked" = {
          says    = "Messages of ${handler} are parked for good: nobody consumes them, a person has to decide before they expire"
          metric  = local.depth, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${at.parked}\""
          aligner = "ALIGN_MAX", threshold = var.alarms.parked, seconds = 0
        }
        "${handler}-parked-age" = {
          says    = "A parked message of ${handler} has had seven tenths of its time: Pub/Sub drops it at the end"
          metric  = local.age, of = "resource.type=\"pubsub_subscription\" AND resource.label.subscription_id=\"${at.parked}\""
          aligner = "ALIGN_MAX", threshold = floor(at.parked_retention_seconds * 0.7), seconds = 0
        }
      },
    )
  ]...)

  # Alarms of what the functions say, and of shares, as queries.
  queries = merge([
    for handler, at in var.handlers : merge(
      {
        "${handler}-given-up" = {
          says  = "${handler} gave messages up since the last look"
          query = "sum(increase(${local.series.process_messages}_sum{handler=\"${handler}\",outcome=\"DEAD_LETTERED\"}[5m])) > ${var.alarms.dead_letters}"
        }
        "${handler}-store" = {
          says  = "${handler} cannot ask what was handled: its messages wait"
          query = "sum(increase(${local.series.process_messages}_sum{handler=\"${handler}\",outcome=\"STORE_UNREACHABLE\"}[5m])) > ${var.alarms.store_unreachable}"
        }
      },
      { for function in concat([at.function], at.functions) : "${function}-errors" => {
        says  = "Requests to ${function} fail in another way than a message that goes back: it cannot start, or its variables or grants are wrong; see its log"
        query = "100 * sum(increase(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",service_name=\"${function}\",response_code=~\"500|401|403|404\"}[5m])) / sum(increase(run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\",service_name=\"${function}\"}[5m])) > ${var.alarms.error_percent}"
      } },
      {
        "${handler}-throttles" = {
          says  = "${handler} has no instance left for its messages: refused pushes use up deliveries"
          query = "sum(increase(${local.refused}{service=\"${at.function}\"}[5m])) > ${var.alarms.throttles}"
        }
      },
    )
  ]...)
}

resource "google_monitoring_alert_policy" "simple" {
  for_each = local.simple

  project               = var.account.id
  display_name          = "${var.name}-${each.key}"
  combiner              = "OR"
  notification_channels = var.alarms.actions
  user_labels           = var.labels

  documentation {
    content   = each.value.says
    mime_type = "text/markdown"
  }

  conditions {
    display_name = each.value.says
    condition_threshold {
      filter          = "metric.type=\"${each.value.metric}\" AND ${each.value.of}"
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = "${each.value.seconds}s"
      aggregations {
        alignment_period   = "${var.alarms.period_seconds}s"
        per_series_aligner = each.value.aligner
      }
      trigger {
        count = 1
      }
    }
  }
}

resource "google_monitoring_alert_policy" "queries" {
  for_each = local.queries

  project               = var.account.id
  display_name          = "${var.name}-${each.key}"
  combiner              = "OR"
  notification_channels = var.alarms.actions
  user_labels           = var.labels

  documentation {
    content   = each.value.says
    mime_type = "text/markdown"
  }

  conditions {
    display_name = each.value.says
    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "0s"
      evaluation_interval = "${max(30, var.alarms.period_seconds)}s"
    }
  }

  depends_on = [google_logging_metric.this, google_logging_metric.refused]
}
