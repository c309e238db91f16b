# Where records of messages' lives are kept. Expiry is looked at by the code; the time to live only
# sweeps what has long been over.
locals {
  database = var.existing != null ? var.existing : var.name
}

resource "google_firestore_database" "this" {
  # checkov:skip=CKV_GCP_120: encrypted by Google's own keys unless kms_key is given.
  count = var.existing == null ? 1 : 0

  project                           = var.account.id
  name                              = var.name
  location_id                       = coalesce(var.location, var.account.region)
  type                              = "FIRESTORE_NATIVE"
  concurrency_mode                  = "OPTIMISTIC"
  app_engine_integration_mode       = "DISABLED"
  point_in_time_recovery_enablement = var.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.deletion_protection ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = var.kms_key == null ? [] : [var.kms_key]
    content {
      kms_key_name = cmek_config.value
    }
  }
}

resource "google_firestore_field" "expiry" {
  project    = var.account.id
  database   = local.database
  collection = var.collection
  field      = var.expiry_field

  ttl_config {}

  # Nothing is looked up by it, and an index of times that only grow would be slow to write to.
  index_config {}

  depends_on = [google_firestore_database.this]
}

# Records are found by their ids alone: an index of their other fields would only bound how fast
# they can be written.
resource "google_firestore_field" "unindexed" {
  project    = var.account.id
  database   = local.database
  collection = var.collection
  field      = "*"

  index_config {}

  depends_on = [google_firestore_database.this]
}
