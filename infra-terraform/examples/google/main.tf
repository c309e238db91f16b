# The order system of functions/samples/orders on Google Cloud.
provider "google" {
  project = var.project
  region  = var.region
}

locals {
  sample        = "${path.module}/../../../functions/samples/orders"
  topology_file = coalesce(var.topology_file, "${local.sample}/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml")
  package       = coalesce(var.package, "${local.sample}/google/target/function-google.zip")
  handlers      = toset(["place-order", "inventory", "payment", "audit-orders", "notification", "audit-payments"])
}

module "orders" {
  source = "../../modules/google"

  topology_file                = local.topology_file
  environment                  = var.environment
  name_prefix                  = var.name_prefix
  package                      = local.package
  entry_point                  = var.entry_point
  runtime                      = var.runtime
  memory_mb                    = var.memory_mb
  dead_letter_schedule_minutes = var.dead_letter_schedule_minutes
  operators                    = var.operators
  alarms                       = var.alarms
  tags                         = var.tags
  variables                    = var.variables
  project                      = var.project
  project_number               = var.project_number
  region                       = var.region

  # The sample's handlers record their effects in the database of the records, in one transaction
  # with Ferry's own record: no grant beside it is needed.
  handlers = { for name in local.handlers : name => {} }
}
