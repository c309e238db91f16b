mock_provider "google" {}

variables {
  account = { id = "example-project", number = "123456789012", region = "europe-west1" }
  name    = "dev-shop-records"
}

run "a_database_of_its_own" {
  command = plan
  assert {
    condition     = google_firestore_database.this[0].type == "FIRESTORE_NATIVE" && google_firestore_database.this[0].location_id == "europe-west1"
    error_message = "Records are in Firestore's native mode, near the functions."
  }
  assert {
    condition     = google_firestore_database.this[0].point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "Records can be read as they were."
  }
  assert {
    condition     = google_firestore_field.expiry.field == "expires" && length(google_firestore_field.expiry.ttl_config) == 1 && google_firestore_field.expiry.database == "dev-shop-records"
    error_message = "What is over is swept."
  }
  assert {
    condition     = length(google_firestore_field.expiry.index_config) == 1 && length(google_firestore_field.expiry.index_config[0].indexes) == 0
    error_message = "Times that only grow are not indexed."
  }
  assert {
    condition     = google_firestore_field.unindexed.field == "*" && length(google_firestore_field.unindexed.index_config[0].indexes) == 0
    error_message = "No other field is indexed."
  }
  assert {
    condition     = output.address == "firestore:example-project/dev-shop-records/ferry-records"
    error_message = "FERRY_STORE says where records are."
  }
}

run "protected" {
  command = plan
  variables {
    deletion_protection = true
    location            = "eur3"
    kms_key             = "projects/p/locations/europe/keyRings/r/cryptoKeys/k"
  }
  assert {
    condition     = google_firestore_database.this[0].delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.this[0].deletion_policy == "ABANDON"
    error_message = "Records that are protected stay."
  }
  assert {
    condition     = google_firestore_database.this[0].location_id == "eur3" && google_firestore_database.this[0].cmek_config[0].kms_key_name == "projects/p/locations/europe/keyRings/r/cryptoKeys/k"
    error_message = "Location and key are the user's."
  }
}

run "one_that_is_there" {
  command = plan
  variables {
    existing = "(default)"
  }
  assert {
    condition     = length(google_firestore_database.this) == 0 && google_firestore_field.expiry.database == "(default)"
    error_message = "A database that is there is used, and its records expire too."
  }
}
