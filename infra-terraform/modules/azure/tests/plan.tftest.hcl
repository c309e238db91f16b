mock_provider "azurerm" {
  source = "../../tests/mocks/azure"
}

variables {
  topology_file   = "./tests/topology.yaml"
  package         = "./tests/topology.yaml"
  subscription_id = "00000000-0000-0000-0000-000000000000"
  resource_group  = "shop"
  location        = "westeurope"
  key_vault       = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shopvault"
  name_prefix     = "dev-"
  unique          = "abc123"
}

run "makes_what_the_file_says" {
  command = plan

  assert {
    condition     = output.queues["orders"].address == "servicebus://dev-shop-abc123/dev-orders?deliveries=720&duplicates=600s" && output.queues["by-customer"].address == "servicebus://dev-shop-abc123/dev-by-customer?deliveries=720&sessions=true"
    error_message = "The address of a queue says what the wire does not."
  }
  assert {
    condition     = output.topics["order-events"].address == "servicebus://dev-shop-abc123/dev-order-events?kind=topic"
    error_message = "The address of a topic says that it is one."
  }
  assert {
    condition     = join(" ", sort(keys(output.functions))) == "ledger payment place-order" && output.functions["payment"].name == "dev-payment-abc123"
    error_message = "Every handler has a function app, whose name is unique."
  }
}

run "tells_functions_their_policy_and_channels" {
  command = plan

  assert {
    condition     = output.environment["payment"]["FERRY_HANDLER"] == "payment"
    error_message = "FERRY_HANDLER names the handler."
  }
  assert {
    condition     = jsondecode(output.environment["place-order"]["FERRY_POLICY"]).retry.initial == "PT3S"
    error_message = "FERRY_POLICY is the file's."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CHANNEL_ORDERS"] == "servicebus://dev-shop-abc123/dev-orders?deliveries=720&duplicates=600s" && output.environment["place-order"]["FERRY_CHANNEL_ORDER_EVENTS"] == "servicebus://dev-shop-abc123/dev-order-events?kind=topic"
    error_message = "A function is told the channels that it sends to, its own among them."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_CHANNEL_ORDERS_DEAD"] == "servicebus://dev-shop-abc123/dev-orders-dead?deliveries=1000" && lookup(output.environment["place-order"], "FERRY_CHANNEL_ORDERS_DEAD_NATIVE", "") == "servicebus://dev-shop-abc123/dev-orders/$deadletterqueue"
    error_message = "A function is told both places of dead letters."
  }
  assert {
    condition     = lookup(output.environment["ledger"], "FERRY_CHANNEL_BY_CUSTOMER_DEAD_NATIVE", "") == "servicebus://dev-shop-abc123/dev-by-customer/$deadletterqueue"
    error_message = "What Service Bus dead-letters has no sessions."
  }
  assert {
    condition     = output.environment["place-order"]["FERRY_STORE"] == "azure-tables:ferryrecords"
    error_message = "A function is told where records are kept."
  }
}

run "uses_what_is_there_already" {
  command = plan
  assert {
    condition     = !contains(module.messaging.made.queues, "audit") && !contains(module.messaging.made.queues, "reports") && !contains(module.messaging.made.topics, "prices")
    error_message = "It is not made again."
  }
  assert {
    condition = (
      output.environment["place-order"]["FERRY_CHANNEL_AUDIT"] == "servicebus://dev-shop-abc123/their-audit"
      && output.environment["place-order"]["FERRY_CHANNEL_REPORTS"] == "servicebus://dev-shop-abc123/their-reports"
      && output.environment["place-order"]["FERRY_CHANNEL_PRICES"] == "servicebus://dev-shop-abc123/their-prices?kind=topic"
    )
    error_message = "It is known by its name or its id."
  }
}

run "a_handler_s_own_variables_and_secrets" {
  command = plan
  variables {
    variables = { REGION = "eu" }
    handlers  = { payment = { variables = { MARKET = "eu" }, secrets = { TOKEN = "token" } } }
  }
  assert {
    condition     = lookup(output.environment["payment"], "MARKET", "") == "eu" && !contains(keys(output.environment["ledger"]), "MARKET")
    error_message = "A handler's variables are its own."
  }
  assert {
    condition     = alltrue([for environment in output.environment : environment["CURRENCY"] == "EUR" && environment["REGION"] == "eu"])
    error_message = "Variables of the file and of the module are everybody's."
  }
  assert {
    condition     = lookup(module.function["payment"].environment, "TOKEN", "") == "@Microsoft.KeyVault(SecretUri=https://shopvault.vault.azure.net/secrets/token)" && !contains(keys(module.function["ledger"].environment), "TOKEN")
    error_message = "A handler reads its own secrets, and no other's."
  }
  assert {
    condition     = alltrue([for function in module.function : function.environment["API_KEY"] == "@Microsoft.KeyVault(SecretUri=https://shopvault.vault.azure.net/secrets/dev-payment-api-key)"])
    error_message = "The file's secrets are everybody's."
  }
}

run "each_function_may_do_its_own_work_alone" {
  command = plan
  assert {
    condition = toset([for grant in module.function["place-order"].grants : replace(grant, "//subscriptions/.*/namespaces/[^/]+//", "") if strcontains(grant, "Service Bus")]) == toset([
      "Azure Service Bus Data Receiver on queues/dev-orders",
      "Azure Service Bus Data Sender on queues/dev-orders",
      "Azure Service Bus Data Sender on queues/dev-orders-dead",
      "Azure Service Bus Data Sender on queues/dev-orders-parked",
      "Azure Service Bus Data Sender on queues/their-audit",
      "Azure Service Bus Data Sender on queues/their-reports",
      "Azure Service Bus Data Sender on topics/dev-order-events",
      "Azure Service Bus Data Sender on topics/their-prices",
    ])
    error_message = "A handler receives from its queue, and sends there and where the file says."
  }
  assert {
    condition = toset([for grant in module.function["place-order"].grants : replace(grant, "/ on .*(Microsoft[.].*)/", " on $1") if !strcontains(grant, "Service Bus")]) == toset([
      "Storage Blob Data Owner on Microsoft.Storage/storageAccounts/devshopabc123",
      "Storage Table Data Contributor on Microsoft.Storage/storageAccounts/devshopabc123/tableServices/default/tables/ferryrecords",
      "Monitoring Metrics Publisher on Microsoft.Insights/components/log",
      "Key Vault Secrets User on Microsoft.KeyVault/vaults/shopvault/secrets/dev-payment-api-key",
    ])
    error_message = "It keeps records, reads its secrets, and writes its log."
  }
  assert {
    condition = toset([for grant in module.operations["place-order"].grants : replace(grant, "//subscriptions/.*/namespaces/[^/]+//", "") if strcontains(grant, "Service Bus")]) == toset([
      "Azure Service Bus Data Receiver on queues/dev-orders",
      "Azure Service Bus Data Receiver on queues/dev-orders-dead",
      "Azure Service Bus Data Receiver on queues/dev-orders-parked",
      "Azure Service Bus Data Sender on queues/dev-orders",
      "Azure Service Bus Data Sender on queues/dev-orders-dead",
      "Azure Service Bus Data Sender on queues/dev-orders-parked",
    ])
    error_message = "A redrive takes dead and parked letters, and sends them back, parks them or gives them back."
  }
}

run "a_role_that_a_user_adds" {
  command = plan
  variables {
    handlers = { payment = { roles = [{ role = "Storage Blob Data Contributor", scope = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/reports", reason = "it writes reports" }] } }
  }
  assert {
    condition = (
      contains(module.function["payment"].grants, "Storage Blob Data Contributor on /subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/reports")
      && length([for grant in module.function["ledger"].grants : grant if strcontains(grant, "reports")]) == 0
    )
    error_message = "It is that handler's alone."
  }
}

run "keeps_the_order_of_an_ordered_queue" {
  command = plan
  assert {
    condition     = output.topology.queues["by-customer"].ordered && output.topology.queues["by-customer-dead"].ordered
    error_message = "Dead letters of an ordered queue are ordered."
  }
}

run "names_that_are_unique_by_themselves" {
  command = plan
  variables {
    unique = null
  }
  assert {
    condition     = can(regex("^dev-payment-[0-9a-f]{6}$", output.functions["payment"].name)) && can(regex("^devshop[0-9a-f]{6}$", output.records.name))
    error_message = "Names follow from subscription, resource group and system."
  }
}

run "a_namespace_that_is_there" {
  command = plan
  variables {
    namespace = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers/Microsoft.ServiceBus/namespaces/theirs"
  }
  assert {
    condition     = output.queues["orders"].address == "servicebus://theirs/dev-orders?deliveries=720&duplicates=600s" && output.namespace.host == "theirs.servicebus.windows.net"
    error_message = "A namespace that is there is used."
  }
}
