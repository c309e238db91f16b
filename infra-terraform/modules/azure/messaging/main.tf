# A namespace with its queues, topics and subscriptions. Every subscription forwards to the queue of
# one handler: a redrive or the copy of a retry that went to a topic would reach everybody.
#
# Names alone make ids, so that a queue and what it forwards to can name each other.
locals {
  namespace_id   = var.namespace != null ? var.namespace : azurerm_servicebus_namespace.this[0].id
  namespace_name = var.namespace != null ? reverse(split("/", var.namespace))[0] : var.name

  queue_names = { for name, queue in var.queues : name => queue.existing == null ? queue.resource_name : reverse(split("/", queue.existing))[0] }
  topic_names = { for name, topic in var.topics : name => topic.existing == null ? topic.resource_name : reverse(split("/", topic.existing))[0] }

  # The wire does not tell what a queue is, so its address does.
  parameters = { for name, queue in var.queues : name => join("&", [for key, value in queue.address_parameters : "${key}=${value}"]) }

  # A subscription's filter in Service Bus's own language: one rule, however many values.
  filters = {
    for handler, one in var.subscriptions : handler => join(" AND ", [
      for attribute in sort(keys(one.filter)) :
      format("user.[%s] IN (%s)", attribute, join(", ", [for value in one.filter[attribute] : "'${replace(value, "'", "''")}'"]))
    ])
  }
}

resource "azurerm_servicebus_namespace" "this" {
  # checkov:skip=CKV_AZURE_201: encrypted by Microsoft's keys; one's own needs the Premium tier.
  # checkov:skip=CKV_AZURE_204: functions reach it over TLS with their own identities; a closed network needs the Premium tier (sku, public_network_access).
  # checkov:skip=CKV_AZURE_199: as CKV_AZURE_201.
  count = var.namespace == null ? 1 : 0

  name                          = var.name
  resource_group_name           = var.account.resource_group
  location                      = var.account.location
  sku                           = var.sku
  capacity                      = var.sku == "Premium" ? var.capacity : null
  premium_messaging_partitions  = var.sku == "Premium" ? 1 : null
  minimum_tls_version           = "1.2"
  local_auth_enabled            = false
  public_network_access_enabled = var.public_network_access
  tags                          = var.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_servicebus_queue" "this" {
  for_each = { for name, queue in var.queues : name => queue if queue.existing == null }

  name                                    = each.value.resource_name
  namespace_id                            = local.namespace_id
  lock_duration                           = "PT${each.value.ack_deadline_seconds}S"
  default_message_ttl                     = "PT${each.value.retention_seconds}S"
  max_delivery_count                      = each.value.max_deliveries
  requires_session                        = each.value.ordered
  requires_duplicate_detection            = each.value.dedup_window_seconds > 0
  duplicate_detection_history_time_window = each.value.dedup_window_seconds > 0 ? "PT${each.value.dedup_window_seconds}S" : null
  max_message_size_in_kilobytes           = var.sku == "Premium" ? max(1024, ceil(each.value.max_message_bytes / 1024)) : null
  batched_operations_enabled              = true

  # What expires goes to the queue's own dead letters instead of being gone; nothing expires there.
  dead_lettering_on_message_expiration = true
}

resource "azurerm_servicebus_topic" "this" {
  for_each = { for name, topic in var.topics : name => topic if topic.existing == null }

  name                          = each.value.resource_name
  namespace_id                  = local.namespace_id
  support_ordering              = each.value.ordered
  max_message_size_in_kilobytes = var.sku == "Premium" ? max(1024, ceil(each.value.max_message_bytes / 1024)) : null
  batched_operations_enabled    = true
}

resource "azurerm_servicebus_subscription" "this" {
  for_each = var.subscriptions

  name               = each.value.name
  topic_id           = "${local.namespace_id}/topics/${local.topic_names[each.value.topic]}"
  forward_to         = local.queue_names[each.value.queue]
  max_delivery_count = 100

  # What cannot be forwarded or filtered waits in the subscription's own dead letters.
  dead_lettering_on_message_expiration      = true
  dead_lettering_on_filter_evaluation_error = true
  batched_operations_enabled                = true

  depends_on = [azurerm_servicebus_topic.this, azurerm_servicebus_queue.this]
}

# By this name it takes the place of the rule that lets everything through.
resource "azurerm_servicebus_subscription_rule" "filter" {
  for_each = { for handler, filter in local.filters : handler => filter if filter != "" }

  name            = "$Default"
  subscription_id = azurerm_servicebus_subscription.this[each.key].id
  filter_type     = "SqlFilter"
  sql_filter      = each.value
}
