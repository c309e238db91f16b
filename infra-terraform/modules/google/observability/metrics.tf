# What the functions write of themselves as lines of JSON (functions/core's JsonLines), made metrics.
# Their names, labels and fields are the functions' own; tests/ferrytf/metrics.py holds them to what
# was written. A distribution, because only that has the values of a line: its sum is what was counted.
locals {
  log_metrics = {
    process_messages   = { field = "ferry.process.messages", unit = "1", labels = { outcome = "ferry.outcome" }, says = "Messages by what became of them" }
    process_duration   = { field = "ferry.process.duration", unit = "s", labels = {}, says = "How long runs of the handler took" }
    process_latency    = { field = "ferry.process.latency", unit = "s", labels = {}, says = "From publishing to done" }
    dead_letters_found = { field = "ferry.deadletter.found", unit = "1", labels = { reason = "ferry.reason" }, says = "Dead letters that were seen, by reason" }
    dead_letters_age   = { field = "ferry.deadletter.age", unit = "s", labels = {}, says = "Age of the oldest dead letter" }
    redriven           = { field = "ferry.redrive.messages", unit = "1", labels = { fate = "ferry.fate" }, says = "Dead letters by what became of them" }
  }
  # As PromQL calls a metric of logs: all but letters and digits are underscores.
  refused = "logging_googleapis_com:user_${replace("${var.name}/refused", "/[^A-Za-z0-9]/", "_")}"
  series  = { for key in keys(local.log_metrics) : key => "logging_googleapis_com:user_${replace("${var.name}/${key}", "/[^A-Za-z0-9]/", "_")}" }
}

resource "google_logging_metric" "this" {
  for_each = local.log_metrics

  project     = var.account.id
  name        = "${var.name}/${each.key}"
  description = each.value.says
  filter      = "resource.type=\"cloud_run_revision\" AND jsonPayload.metrics.\"${each.value.field}\":*"

  metric_descriptor {
    metric_kind  = "DELTA"
    value_type   = "DISTRIBUTION"
    unit         = each.value.unit
    display_name = each.value.field

    dynamic "labels" {
      for_each = merge({ handler = "ferry.handler", source = "ferry.source" }, each.value.labels)
      content {
        key         = labels.key
        value_type  = "STRING"
        description = labels.value
      }
    }
  }

  value_extractor = "EXTRACT(jsonPayload.metrics.\"${each.value.field}\")"
  label_extractors = {
    for key, field in merge({ handler = "ferry.handler", source = "ferry.source" }, each.value.labels) :
    key => "EXTRACT(jsonPayload.labels.\"${field}\")"
  }

  # From a millisecond, or a single message, in steps of 1.5 to more than a day.
  bucket_options {
    exponential_buckets {
      num_finite_buckets = 48
      growth_factor      = 1.5
      scale              = 0.001
    }
  }
}

# A function answers 429 itself where a message is to come again; that no instance is left for a
# request, only the log of requests says.
resource "google_logging_metric" "refused" {
  project     = var.account.id
  name        = "${var.name}/refused"
  description = "Requests for which no instance was left"
  filter      = "resource.type=\"cloud_run_revision\" AND logName:\"run.googleapis.com%2Frequests\" AND textPayload:\"no available instance\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
    labels {
      key         = "service"
      value_type  = "STRING"
      description = "The function"
    }
  }
  label_extractors = { service = "EXTRACT(resource.labels.service_name)" }
}
