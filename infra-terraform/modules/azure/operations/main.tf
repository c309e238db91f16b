# What looks after one handler's dead letters: on a schedule, and when an operator asks. Both functions are in one app, which is
# not the handler's: it may send to the handler's queue and receive from its dead letters, and the handler may not.
locals {
  name = "${var.name}-operations"
}

module "function" {
  source = "../function"

  name             = local.name
  unique           = var.function.unique
  package          = var.function.package
  function         = var.functions.dead_letters
  disabled         = var.function.others
  runtime          = var.function.runtime
  memory_mb        = var.function.memory_mb
  timeout_seconds  = var.timeout_seconds
  concurrency      = 1
  requests_at_once = 1
  zone_redundant   = var.function.zone_redundant
  vpc              = var.function.vpc
  environment = merge(var.environment, {
    FERRY_DEAD_LETTER_SCHEDULE = var.schedule_minutes == 0 ? "0 0 0 29 2 *" : var.schedule_minutes < 60 ? "0 */${var.schedule_minutes} * * * *" : "0 0 */${min(23, floor(var.schedule_minutes / 60))} * * *"
    }, var.schedule_minutes == 0 ? { "AzureWebJobs.${var.functions.dead_letters}.Disabled" = "true" } : {},
  )
  # Service Bus keeps its own dead letters of the handler's queue in that queue.
  receives       = merge({ source = var.source_queue.id, dead-letters = var.dead_letters.id }, var.parked == null ? {} : { parked = var.parked.id })
  sends          = merge({ source = var.source_queue.id, dead-letters = var.dead_letters.id }, var.parked == null ? {} : { parked = var.parked.id })
  namespace_host = var.function.namespace_host
  storage        = var.function.storage
  insights       = var.function.insights
  account        = var.account
  tags           = var.tags
}
