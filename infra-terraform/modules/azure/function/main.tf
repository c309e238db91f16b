# A function app for one handler, as somebody of its own, with what it may do.
#
# Flex Consumption has one app for each plan. The package holds every function of the handlers' class;
# those that are not this app's are disabled.
locals {
  app = var.unique == "" ? var.name : "${var.name}-${var.unique}"
  fed = var.source_queue != null

  # More than one instance's worth of runs is made of instances, so that there are never more than `concurrency`.
  at_once   = min(var.requests_at_once, var.concurrency)
  instances = max(1, floor(var.concurrency / local.at_once))

  clock = format("%02d:%02d:%02d", floor(var.timeout_seconds / 3600), floor(var.timeout_seconds / 60) % 60, var.timeout_seconds % 60)

  # The provider deploys a package when its path changes, not when its content does. So the path tells the content: it is
  # spelled with as many and other slashes and dots as its hash has bits.
  bits    = format("%024b", parseint(substr(filesha256(var.package), 0, 6), 16))
  package = "${dirname(var.package)}${replace(replace(local.bits, "0", "/"), "1", "/.")}/${basename(var.package)}"

  settings = merge(
    var.environment,
    {
      # Who the app is, said to each library in its own words.
      AZURE_CLIENT_ID                           = azurerm_user_assigned_identity.this.client_id
      FERRY_SERVICEBUS__fullyQualifiedNamespace = var.namespace_host
      FERRY_SERVICEBUS__credential              = "managedidentity"
      FERRY_SERVICEBUS__clientId                = azurerm_user_assigned_identity.this.client_id
      AzureWebJobsStorage__blobServiceUri       = var.storage.blob
      AzureWebJobsStorage__queueServiceUri      = var.storage.queue
      AzureWebJobsStorage__tableServiceUri      = var.storage.table
      AzureWebJobsStorage__credential           = "managedidentity"
      AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.this.client_id
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "ClientId=${azurerm_user_assigned_identity.this.client_id};Authorization=AAD"

      # Hosts that share a storage account are told apart by the first 32 characters of their names.
      AzureFunctionsWebHost__hostid                                        = substr(sha1(local.app), 0, 32)
      AzureFunctionsJobHost__functionTimeout                               = local.clock
      AzureFunctionsJobHost__extensions__serviceBus__prefetchCount         = "0"
      AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls    = tostring(local.at_once)
      AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentSessions = tostring(local.at_once)
      AzureFunctionsJobHost__extensions__serviceBus__maxMessageBatchSize   = tostring(var.batch_size)
      # A lock is renewed for as long as the function may run.
      AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration = local.clock
    },
    local.fed ? { FERRY_QUEUE = var.source_queue } : {},
    { for name in var.disabled : "AzureWebJobs.${name}.Disabled" => "true" },
    { for name, secret in var.secrets : name => "@Microsoft.KeyVault(SecretUri=https://${reverse(split("/", coalesce(var.key_vault, "none")))[0]}.vault.azure.net/secrets/${secret})" },
  )
}

resource "azurerm_user_assigned_identity" "this" {
  name                = var.name
  resource_group_name = var.account.resource_group
  location            = var.account.location
  tags                = var.tags
}

resource "azurerm_service_plan" "this" {
  # checkov:skip=CKV_AZURE_211: Flex Consumption scales by itself; workers are not counted.
  # checkov:skip=CKV_AZURE_212: as above; always_ready_instances keeps some warm.
  # checkov:skip=CKV_AZURE_225: zones are the user's choice (zone_redundant).
  name                   = var.name
  resource_group_name    = var.account.resource_group
  location               = var.account.location
  os_type                = "Linux"
  sku_name               = "FC1"
  zone_balancing_enabled = var.zone_redundant
  tags                   = var.tags
}

resource "azurerm_storage_container" "package" {
  # checkov:skip=CKV2_AZURE_21: who reads packages is in the account's own log, where that is switched on.
  name                  = "package-${var.name}"
  storage_account_id    = var.storage.id
  container_access_type = "private"
}

resource "azurerm_function_app_flex_consumption" "this" {
  # checkov:skip=CKV_AZURE_221: the package is put there from outside; no function of it is called over HTTP without a key.
  name                = local.app
  resource_group_name = var.account.resource_group
  location            = var.account.location
  service_plan_id     = azurerm_service_plan.this.id

  storage_container_type            = "blobContainer"
  storage_container_endpoint        = "${var.storage.blob}/${azurerm_storage_container.package.name}"
  storage_authentication_type       = "UserAssignedIdentity"
  storage_user_assigned_identity_id = azurerm_user_assigned_identity.this.id

  runtime_name           = "java"
  runtime_version        = trimprefix(var.runtime, "java")
  instance_memory_in_mb  = var.memory_mb
  maximum_instance_count = local.instances
  zip_deploy_file        = local.package

  https_only = true
  # The provider puts the package there with the app's own credentials of publishing, which it asks Azure for.
  webdeploy_publish_basic_authentication_enabled = true
  virtual_network_subnet_id                      = try(var.vpc.subnet_id, null)
  app_settings                                   = local.settings
  tags                                           = var.tags

  dynamic "always_ready" {
    for_each = var.min_instances > 0 && local.fed ? [var.min_instances] : []
    content {
      name           = "function:${var.function}"
      instance_count = always_ready.value
    }
  }

  # References to secrets are looked up by the app's own identity, everything else by the other, which can be granted before there is an app.
  identity {
    type         = length(var.secrets) > 0 ? "SystemAssigned, UserAssigned" : "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this.id]
  }

  site_config {
    application_insights_connection_string = var.insights.connection_string
    minimum_tls_version                    = "1.2"
    scm_minimum_tls_version                = "1.2"
    http2_enabled                          = true
    remote_debugging_enabled               = false
  }

  # A function without its grants fails, and failures use up deliveries.
  depends_on = [
    azurerm_role_assignment.host,
    azurerm_role_assignment.receiver,
    azurerm_role_assignment.sender,
    azurerm_role_assignment.table,
    azurerm_role_assignment.metrics,
    azurerm_role_assignment.more,
  ]

  lifecycle {
    precondition {
      condition     = length(var.secrets) == 0 || var.key_vault != null
      error_message = "secrets need the vault that holds them: set key_vault."
    }
  }
}
