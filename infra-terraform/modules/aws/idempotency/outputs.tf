output "name" {
  value       = local.name
  description = "The table's name."
}

output "arn" {
  value       = local.arn
  description = "The table's ARN, known before it is made."
}

output "address" {
  value       = "dynamodb:${local.name}"
  description = "What FERRY_STORE says."
}

output "statement" {
  value = {
    sid       = "Records"
    actions   = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchGetItem", "dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"]
    resources = [local.arn]
    reason    = "claims and completions: one by one, and in batches, which are PartiQL"
  }
  description = "What a function that keeps records is granted."
}
