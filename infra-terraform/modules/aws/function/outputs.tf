output "name" {
  value       = aws_lambda_function.this.function_name
  description = "The function's name."
}

output "arn" {
  value       = aws_lambda_function.this.arn
  description = "The function's ARN."
}

output "called_arn" {
  value       = local.called
  description = "The ARN that is called: the alias `live` with SnapStart, else the function's own."
}

output "log_group" {
  value       = aws_cloudwatch_log_group.this.name
  description = "The name of its log group."
}

output "role_arn" {
  value       = aws_iam_role.this.arn
  description = "The ARN of its role."
}

output "statements" {
  value       = local.statements
  description = "What its role is granted."
}
