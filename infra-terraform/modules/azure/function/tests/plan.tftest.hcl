mock_provider "azurerm" {
  source = "../../../tests/mocks/azure"
}

variables {
  account         = { subscription_id = "00000000-0000-0000-0000-000000000000", resource_group = "shop", location = "westeurope" }
  name            = "dev-payment"
  package         = "./main.tf"
  timeout_seconds = 40
  environment     = { FERRY_HANDLER = "payment", FERRY_POLICY = "{}" }
  namespace_host  = "shop.servicebus.windows.net"
  storage = {
    id    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/devshopabc123"
    blob  = "https://devshopabc123.blob.core.windows.net"
    queue = "https://devshopabc123.queue.core.windows.net"
    table = "https://devshopabc123.table.core.windows.net"
  }
  insights = {
    id                = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Insights/components/log"
    connection_string = "InstrumentationKey=33333333-3333-3333-3333-333333333333"
  }
  unique       = "abc123"
  concurrency  = 7
  disabled     = ["due", "redrive"]
  source_queue = "dev-payment"
  receives     = { source = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/dev-payment" }
  sends        = { dead = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/dev-payment-dead", events = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/topics/events" }
  tables       = { records = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/tableServices/default/tables/ferryrecords" }
  secrets      = { TOKEN = "payment-token" }
  key_vault    = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shopvault"
}

run "a_function_app_as_the_file_wants_it" {
  command = plan
  assert {
    condition     = azurerm_function_app_flex_consumption.this.name == "dev-payment-abc123" && azurerm_function_app_flex_consumption.this.runtime_name == "java" && azurerm_function_app_flex_consumption.this.runtime_version == "21"
    error_message = "Its name is unique, its runtime is Java's."
  }
  assert {
    condition     = abspath(azurerm_function_app_flex_consumption.this.zip_deploy_file) == abspath("./main.tf") && azurerm_function_app_flex_consumption.this.zip_deploy_file != "./main.tf"
    error_message = "Its package is the one given, by a path that tells its content."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.maximum_instance_count == 1 && azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls"] == "5" && azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions"] == "5"
    error_message = "There are never more runs at once than the handler allows."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxMessageBatchSize"] == "10"
    error_message = "A batch is no larger than the handler's."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__functionTimeout"] == "00:00:40" && azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration"] == "00:00:40"
    error_message = "A lock is renewed for as long as the function may run."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__prefetchCount"] == "0"
    error_message = "Nothing ages in a buffer."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["FERRY_QUEUE"] == "dev-payment" && azurerm_function_app_flex_consumption.this.app_settings["FERRY_SERVICEBUS__fullyQualifiedNamespace"] == "shop.servicebus.windows.net" && azurerm_function_app_flex_consumption.this.app_settings["FERRY_HANDLER"] == "payment"
    error_message = "Trigger and function are told the queue and the handler."
  }
  assert {
    condition     = alltrue([for setting in ["FERRY_SERVICEBUS__clientId", "AzureWebJobsStorage__clientId", "AZURE_CLIENT_ID"] : azurerm_function_app_flex_consumption.this.app_settings[setting] == "11111111-1111-1111-1111-111111111111"])
    error_message = "Every library is told who the app is."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureWebJobsStorage__tableServiceUri"] == "https://devshopabc123.table.core.windows.net"
    error_message = "Records are where the account is."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureWebJobs.due.Disabled"] == "true" && azurerm_function_app_flex_consumption.this.app_settings["AzureWebJobs.redrive.Disabled"] == "true" && !contains(keys(azurerm_function_app_flex_consumption.this.app_settings), "AzureWebJobs.handle.Disabled")
    error_message = "Of the package's functions it runs its own alone."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsWebHost__hostid"] == substr(sha1("dev-payment-abc123"), 0, 32)
    error_message = "Hosts of one storage account are told apart."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.app_settings["TOKEN"] == "@Microsoft.KeyVault(SecretUri=https://shopvault.vault.azure.net/secrets/payment-token)" && azurerm_function_app_flex_consumption.this.identity[0].type == "SystemAssigned, UserAssigned"
    error_message = "A secret stays in its vault."
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.https_only && azurerm_function_app_flex_consumption.this.site_config[0].minimum_tls_version == "1.2" && azurerm_function_app_flex_consumption.this.storage_authentication_type == "UserAssignedIdentity"
    error_message = "TLS only, and its package is fetched by who it is."
  }
  assert {
    condition     = azurerm_service_plan.this.sku_name == "FC1" && azurerm_service_plan.this.os_type == "Linux"
    error_message = "It scales by itself."
  }
  assert {
    condition     = azurerm_storage_container.package.container_access_type == "private"
    error_message = "Packages are private."
  }
}

run "granted_what_it_needs" {
  command = plan
  assert {
    condition     = azurerm_role_assignment.receiver["source"].scope == "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/dev-payment" && azurerm_role_assignment.receiver["source"].role_definition_name == "Azure Service Bus Data Receiver"
    error_message = "It receives from its queue."
  }
  assert {
    condition     = azurerm_role_assignment.sender["dead"].scope == "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ServiceBus/namespaces/shop-abc/queues/dev-payment-dead" && azurerm_role_assignment.sender["events"].role_definition_name == "Azure Service Bus Data Sender"
    error_message = "It sends where it is told."
  }
  assert {
    condition     = azurerm_role_assignment.table["records"].role_definition_name == "Storage Table Data Contributor"
    error_message = "It reads and writes records."
  }
  assert {
    condition     = azurerm_role_assignment.host.role_definition_name == "Storage Blob Data Owner"
    error_message = "Its host keeps leases and keys."
  }
  assert {
    condition     = azurerm_role_assignment.metrics.role_definition_name == "Monitoring Metrics Publisher"
    error_message = "It writes its log."
  }
  assert {
    condition     = azurerm_role_assignment.secret["TOKEN"].role_definition_name == "Key Vault Secrets User" && endswith(azurerm_role_assignment.secret["TOKEN"].scope, "/vaults/shopvault/secrets/payment-token")
    error_message = "It reads its secret, and no other."
  }
  assert {
    condition     = alltrue([for one in concat([azurerm_role_assignment.host, azurerm_role_assignment.metrics], values(azurerm_role_assignment.receiver), values(azurerm_role_assignment.sender), values(azurerm_role_assignment.table)) : one.principal_id == "22222222-2222-2222-2222-222222222222"])
    error_message = "All of it is granted to the app's own identity."
  }
}

run "few_runs_at_once" {
  command = plan
  variables {
    concurrency = 20
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.maximum_instance_count == 4 && azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls"] == "5"
    error_message = "Many runs are shared by instances."
  }
}

run "one_run_at_once" {
  command = plan
  variables {
    concurrency = 1
  }
  assert {
    condition     = azurerm_function_app_flex_consumption.this.maximum_instance_count == 1 && azurerm_function_app_flex_consumption.this.app_settings["AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls"] == "1"
    error_message = "One run is one run."
  }
}

run "kept_warm" {
  command = plan
  variables {
    min_instances = 2
    concurrency   = 20
  }
  assert {
    condition     = one(azurerm_function_app_flex_consumption.this.always_ready).name == "function:handle" && one(azurerm_function_app_flex_consumption.this.always_ready).instance_count == 2
    error_message = "Instances are kept for the function that handles."
  }
}

run "more_roles" {
  command = plan
  variables {
    roles = [{ role = "Storage Blob Data Reader", scope = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a", reason = "reads pictures" }]
  }
  assert {
    condition     = azurerm_role_assignment.more["Storage Blob Data Reader /subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a"].description == "reads pictures"
    error_message = "What else is granted says why."
  }
}

run "fed_by_nothing" {
  command = plan
  variables {
    source_queue = null
    secrets      = {}
  }
  assert {
    condition     = !contains(keys(azurerm_function_app_flex_consumption.this.app_settings), "FERRY_QUEUE") && azurerm_function_app_flex_consumption.this.identity[0].type == "UserAssigned"
    error_message = "A function that no queue feeds is told none."
  }
}
