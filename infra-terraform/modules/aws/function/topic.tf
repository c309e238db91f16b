# A topic that calls the function itself, without a queue between.
resource "aws_lambda_permission" "topic" {
  count = var.source_topic == null ? 0 : 1

  statement_id  = "topic"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this.function_name
  qualifier     = one(aws_lambda_alias.live[*].name)
  principal     = "sns.amazonaws.com"
  source_arn    = var.source_topic.arn
}

resource "aws_sns_topic_subscription" "direct" {
  count = var.source_topic == null ? 0 : 1

  topic_arn           = var.source_topic.arn
  protocol            = "lambda"
  endpoint            = local.called
  filter_policy       = length(var.source_topic.filter) == 0 ? null : jsonencode(var.source_topic.filter)
  filter_policy_scope = length(var.source_topic.filter) == 0 ? null : "MessageAttributes"
  redrive_policy      = jsonencode({ deadLetterTargetArn = var.source_topic.undelivered_arn })

  depends_on = [aws_lambda_permission.topic]
}

resource "aws_lambda_function_event_invoke_config" "direct" {
  count = var.source_topic == null ? 0 : 1

  function_name                = aws_lambda_function.this.function_name
  qualifier                    = one(aws_lambda_alias.live[*].name)
  maximum_event_age_in_seconds = 21600
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = var.source_topic.on_failure_arn
    }
  }
}
