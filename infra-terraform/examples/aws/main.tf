# The order system of functions/samples/orders on AWS, or on what answers as AWS does (AWS_ENDPOINT_URL).
provider "aws" {
  region = var.region
}

locals {
  sample        = "${path.module}/../../../functions/samples/orders"
  topology_file = coalesce(var.topology_file, "${local.sample}/handlers/src/main/resources/dev/ferry/samples/orders/topology.yaml")
  package       = coalesce(var.package, "${local.sample}/aws/target/function-aws.zip")
  handlers      = toset(["place-order", "inventory", "payment", "audit-orders", "notification", "audit-payments"])
}

# Where the sample's handlers record their effects, in one transaction with Ferry's own record.
resource "aws_dynamodb_table" "ledger" {
  # checkov:skip=CKV_AWS_119: encrypted by DynamoDB's key of this account; a key of one's own is a choice for production.
  # checkov:skip=CKV2_AWS_16: on demand; there is nothing to scale.
  name         = "${var.name_prefix}orders-ledger"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "orderId"
  range_key    = "entry"

  attribute {
    name = "orderId"
    type = "S"
  }
  attribute {
    name = "entry"
    type = "S"
  }
  point_in_time_recovery {
    enabled = true
  }
  server_side_encryption {
    enabled = true
  }
}

module "orders" {
  source = "../../modules/aws"

  topology_file                = local.topology_file
  environment                  = var.environment
  name_prefix                  = var.name_prefix
  package                      = local.package
  bucket                       = var.bucket
  direct_upload_megabytes      = var.bucket == null ? 50 : 0
  entry_point                  = var.entry_point
  runtime                      = var.runtime
  architecture                 = var.architecture
  memory_mb                    = var.memory_mb
  snap_start                   = var.snap_start
  log_retention_days           = var.log_retention_days
  dead_letter_schedule_minutes = var.dead_letter_schedule_minutes
  alarms                       = var.alarms
  tags                         = var.tags

  variables = merge(var.variables, { LEDGER_TABLE = aws_dynamodb_table.ledger.name })
  handlers = {
    for name in local.handlers : name => {
      statements = [{
        sid       = "Ledger"
        actions   = ["dynamodb:PutItem"]
        resources = [aws_dynamodb_table.ledger.arn]
        reason    = "each handler records its effect in the ledger"
      }]
    }
  }
}
