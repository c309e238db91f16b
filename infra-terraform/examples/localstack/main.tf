# The AWS example on LocalStack: nothing of it is different but what topology.yaml calls `local`, the
# environment with quick retries. The endpoint comes from the environment (see `environment`).
module "example" {
  source = "../aws"

  environment                  = var.environment
  topology_file                = var.topology_file
  package                      = var.package
  bucket                       = var.bucket
  entry_point                  = var.entry_point
  architecture                 = "x86_64"
  dead_letter_schedule_minutes = var.dead_letter_schedule_minutes
  variables                    = var.variables
  alarms                       = { period_seconds = 10 }
}
