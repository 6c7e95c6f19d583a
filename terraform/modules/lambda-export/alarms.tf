# failed: the function failed. not-started: Lambda refused an event. late: no export was completed for too long, whatever the
# reason. tight: one took so much of the function's time that the next may not fit.
resource "aws_sns_topic" "alarms" {
  #checkov:skip=CKV_AWS_26:alarms cannot use S3's own key, so that without kms_key_arn there is none
  count = var.alarms == null ? 0 : var.alarms.topic_arn == null ? 1 : 0

  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

locals {
  tell = var.alarms == null ? [] : var.alarms.topic_arn == null ? aws_sns_topic.alarms[*].arn : [var.alarms.topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-failed"
  alarm_description   = "An export failed. The error is in the queue ${var.name}-failures, and in ${local.log_group}."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = var.name }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
}

resource "aws_cloudwatch_metric_alarm" "not_started" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-not-started"
  alarm_description   = "Lambda refused an event, and the schedule gave up. What it answered is in the queue ${var.name}-dead-letters: the alarm ends when that is empty."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
}

# The program writes its numbers into its log, each time it ends, as CloudWatch's embedded metrics.
resource "aws_cloudwatch_metric_alarm" "late" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-late"
  alarm_description   = "No export of ${var.database.name} was completed for ${var.alarms.late_after_hours} hours, whatever the reason."
  namespace           = local.metrics
  metric_name         = "SuccessfulExport"
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = var.alarms.late_after_hours
  datapoints_to_alarm = var.alarms.late_after_hours
  threshold           = 1
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "breaching"
  actions_enabled     = var.schedule.enabled
  alarm_actions       = local.tell
  ok_actions          = local.tell
}

resource "aws_cloudwatch_metric_alarm" "tight" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-tight"
  alarm_description   = "An export of ${var.database.name} took more than ${var.alarms.tight_percent} % of the function's ${var.size.timeout_seconds} s: use the module scheduled-export before one does not fit."
  namespace           = "AWS/Lambda"
  metric_name         = "Duration"
  dimensions          = { FunctionName = var.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = var.size.timeout_seconds * 10 * var.alarms.tight_percent
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
}
