locals {
  name = var.existing == null ? var.name : reverse(split("/", var.existing))[0]
  arn = (
    try(startswith(var.existing, "arn:"), false)
    ? var.existing
    : "arn:${var.account.partition}:dynamodb:${var.account.region}:${var.account.id}:table/${local.name}"
  )
}

# Records of what was handled: key and time to live as dev.ferry.dynamodb writes them.
resource "aws_dynamodb_table" "records" {
  # checkov:skip=CKV_AWS_119: encrypted by DynamoDB's key of this account unless kms_key is given; a key costs a dollar a month and each call.
  # checkov:skip=CKV2_AWS_16: on demand; there is nothing to scale.
  count = var.existing == null ? 1 : 0

  name                        = local.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "k"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  attribute {
    name = "k"
    type = "S"
  }

  ttl {
    attribute_name = "d"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key
  }
}
