mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name    = "dev-shop-abc123"
  queues = {
    orders   = { resource_name = "dev-orders", ordered = false, delay_seconds = 0, retention_seconds = 345600, ack_deadline_seconds = 300, max_message_bytes = 262144, dedup_window_seconds = 600, max_deliveries = 576, address_parameters = { deliveries = "576", duplicates = "600s" }, handler = "place-order", dead_letters = "dead" }
    dead     = { resource_name = "dev-orders-dead", ordered = false, delay_seconds = 0, retention_seconds = 1209600, ack_deadline_seconds = 30, max_message_bytes = 262144, dead_of = "orders" }
    keyed    = { resource_name = "dev-keyed", ordered = true, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, address_parameters = { sessions = "true" } }
    existing = { resource_name = "dev-existing", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 262144, existing = "theirs" }
  }
  topics        = { events = { resource_name = "dev-events", ordered = true, max_message_bytes = 262144 } }
  subscriptions = { payment = { topic = "events", queue = "orders", name = "dev-payment", filter = { type = ["Placed", "It's"], region = ["eu"] } }, audit = { topic = "events", queue = "dead", name = "dev-audit", filter = {} } }
}

run "a_namespace_for_identities_alone" {
  command = plan
  assert {
    condition     = azurerm_servicebus_namespace.this[0].local_auth_enabled == false
    error_message = "Nobody comes in by a key."
  }
  assert {
    condition     = azurerm_servicebus_namespace.this[0].minimum_tls_version == "1.2"
    error_message = "TLS 1.2 is the oldest."
  }
  assert {
    condition     = azurerm_servicebus_namespace.this[0].sku == "Standard" && coalesce(azurerm_servicebus_namespace.this[0].capacity, 0) == 0
    error_message = "The tier is the one that has topics, without units to pay."
  }
}

run "queues_as_the_file_says" {
  command = plan
  assert {
    condition     = azurerm_servicebus_queue.this["orders"].lock_duration == "PT300S" && azurerm_servicebus_queue.this["orders"].default_message_ttl == "PT345600S"
    error_message = "Lock and retention are the queue's."
  }
  assert {
    condition     = azurerm_servicebus_queue.this["orders"].max_delivery_count == 576
    error_message = "The second net is far above the policy's attempts."
  }
  assert {
    condition     = azurerm_servicebus_queue.this["orders"].requires_duplicate_detection && azurerm_servicebus_queue.this["orders"].duplicate_detection_history_time_window == "PT600S" && !azurerm_servicebus_queue.this["dead"].requires_duplicate_detection
    error_message = "Ids are remembered where the file asks for it."
  }
  assert {
    condition     = azurerm_servicebus_queue.this["keyed"].requires_session && !azurerm_servicebus_queue.this["orders"].requires_session
    error_message = "An ordered queue has sessions."
  }
  assert {
    condition     = alltrue([for queue in azurerm_servicebus_queue.this : queue.dead_lettering_on_message_expiration])
    error_message = "What expires is dead-lettered."
  }
  assert {
    condition     = !contains(keys(azurerm_servicebus_queue.this), "existing") && output.queues["existing"].address == "servicebus://dev-shop-abc123/theirs"
    error_message = "A queue that is there is used and not made."
  }
}

run "topics_forward_to_queues" {
  command = plan
  assert {
    condition     = azurerm_servicebus_topic.this["events"].support_ordering
    error_message = "An ordered topic keeps the order."
  }
  assert {
    condition     = azurerm_servicebus_subscription.this["payment"].forward_to == "dev-orders"
    error_message = "A subscription forwards to its handler's queue."
  }
  assert {
    condition     = alltrue([for one in azurerm_servicebus_subscription.this : one.dead_lettering_on_message_expiration && one.dead_lettering_on_filter_evaluation_error])
    error_message = "What cannot be forwarded or filtered is dead-lettered."
  }
  assert {
    condition     = azurerm_servicebus_subscription_rule.filter["payment"].sql_filter == "user.[region] IN ('eu') AND user.[type] IN ('Placed', 'It''s')" && azurerm_servicebus_subscription_rule.filter["payment"].name == "$Default"
    error_message = "A filter takes the place of the rule that lets everything through."
  }
  assert {
    condition     = !contains(keys(azurerm_servicebus_subscription_rule.filter), "audit")
    error_message = "Without a filter everything comes."
  }
}

run "addresses_say_what_the_wire_does_not" {
  command = plan
  assert {
    condition     = output.queues["orders"].address == "servicebus://dev-shop-abc123/dev-orders?deliveries=576&duplicates=600s" && output.queues["keyed"].address == "servicebus://dev-shop-abc123/dev-keyed?sessions=true"
    error_message = "Deliveries, duplicates and sessions are in the address."
  }
  assert {
    condition     = output.queues["keyed"].native == "servicebus://dev-shop-abc123/dev-keyed/$deadletterqueue"
    error_message = "Dead letters of the broker have their own address."
  }
}

run "a_premium_namespace" {
  command = plan
  variables {
    sku                   = "Premium"
    capacity              = 2
    public_network_access = false
    queues                = { orders = { resource_name = "dev-orders", ordered = false, delay_seconds = 0, retention_seconds = 600, ack_deadline_seconds = 30, max_message_bytes = 1048576 } }
    subscriptions         = {}
  }
  assert {
    condition     = azurerm_servicebus_namespace.this[0].capacity == 2 && azurerm_servicebus_queue.this["orders"].max_message_size_in_kilobytes == 1024
    error_message = "Premium has units, and sizes."
  }
  assert {
    condition     = azurerm_servicebus_namespace.this[0].public_network_access_enabled == false
    error_message = "It may be closed to the public."
  }
}
