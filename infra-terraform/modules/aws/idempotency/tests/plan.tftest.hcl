mock_provider "aws" {
  source = "../../../tests/mocks/aws"
}

variables {
  name    = "shop-records"
  account = { id = "123456789012", region = "eu-central-1" }
  tags    = { team = "shop" }
}

run "table_isWhatTheStoreWritesTo" {
  command = plan
  assert {
    condition     = aws_dynamodb_table.records[0].hash_key == "k" && aws_dynamodb_table.records[0].range_key == null && one(aws_dynamodb_table.records[0].attribute).type == "S"
    error_message = "key"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].ttl[0].attribute_name == "d" && aws_dynamodb_table.records[0].ttl[0].enabled
    error_message = "time to live"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].billing_mode == "PAY_PER_REQUEST"
    error_message = "on demand"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].point_in_time_recovery[0].enabled
    error_message = "recovery"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].server_side_encryption[0].enabled
    error_message = "encryption"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].tags["team"] == "shop"
    error_message = "tags"
  }
  assert {
    condition     = tolist(output.statement.actions) == tolist(["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchGetItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"]) && tolist(output.statement.resources) == tolist(["arn:aws:dynamodb:eu-central-1:123456789012:table/shop-records"])
    error_message = "grants"
  }
  assert {
    condition     = output.address == "dynamodb:shop-records"
    error_message = "address"
  }
}

run "byChoice_itHasAKeyAndIsProtected" {
  command = plan
  variables {
    kms_key                = "arn:aws:kms:eu-central-1:123456789012:key/mine"
    deletion_protection    = true
    point_in_time_recovery = false
  }
  assert {
    condition     = aws_dynamodb_table.records[0].server_side_encryption[0].kms_key_arn == var.kms_key
    error_message = "key"
  }
  assert {
    condition     = aws_dynamodb_table.records[0].deletion_protection_enabled && !aws_dynamodb_table.records[0].point_in_time_recovery[0].enabled
    error_message = "protection"
  }
}

run "existingTable_isNotMade" {
  command = plan
  variables {
    existing = "arn:aws:dynamodb:eu-west-1:999999999999:table/theirs"
  }
  assert {
    condition     = length(aws_dynamodb_table.records) == 0 && output.name == "theirs" && output.arn == var.existing
    error_message = "made"
  }
}
