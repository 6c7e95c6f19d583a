# Four alarms. failed: a task ended otherwise than with 0. not-started: AWS refused to start one. late: no export was completed
# for too long, whatever the reason, be it that nothing runs at all. slow: one took too long.

resource "aws_sns_topic" "alarms" {
  count = local.own_topic ? 1 : 0

  name              = local.topic_name
  kms_master_key_id = local.key_arn
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "Alarms"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.here}:${local.topic_name}"]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  count = local.own_topic ? 1 : 0

  arn    = aws_sns_topic.alarms[0].arn
  policy = data.aws_iam_policy_document.topic.json
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset(local.own_topic ? var.alarms.emails : [])

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = each.value
}

# ECS tells how each task ended. A container without an exit code was never started, or lost: no success. The name leaves out
# agents that AWS puts beside, as GuardDuty's. Every rule of EventBridge needs a target: the queue keeps the events for two
# weeks, for whoever is woken by the alarm.
resource "aws_cloudwatch_event_rule" "failed" {
  count = var.alarms == null ? 0 : 1

  name        = local.rule_name
  description = "A task of pgexport ${var.name} failed"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      lastStatus        = ["STOPPED"]
      taskDefinitionArn = [{ prefix = "${local.task_definition_arn}:" }]
      "$or" = [
        { containers = { name = [local.container], exitCode = [{ anything-but = [0] }] } },
        { containers = { exitCode = [{ exists = false }] } },
        { stopCode = ["TaskFailedToStart", "SpotInterruption"] },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "failures" {
  count = var.alarms == null ? 0 : 1

  rule = aws_cloudwatch_event_rule.failed[0].name
  arn  = local.failures_arn

  depends_on = [aws_sqs_queue_policy.failures]
}

resource "aws_sqs_queue" "failures" {
  count = var.alarms == null ? 0 : 1

  name                      = "${var.name}-failures"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}

data "aws_iam_policy_document" "failures" {
  statement {
    sid       = "EventsOfTheRule"
    actions   = ["sqs:SendMessage"]
    resources = [local.failures_arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:events:${local.here}:rule/${local.rule_name}"]
    }
  }
}

resource "aws_sqs_queue_policy" "failures" {
  count = var.alarms == null ? 0 : 1

  queue_url = aws_sqs_queue.failures[0].url
  policy    = data.aws_iam_policy_document.failures.json
}

locals {
  tell = var.alarms == null ? [] : var.alarms.topic_arn == null ? aws_sns_topic.alarms[*].arn : [var.alarms.topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-failed"
  alarm_description   = "A task ended with another exit code than 0, or none. The event is in the queue ${var.name}-failures, the reason at the end of its log in ${local.log_group}."
  namespace           = "AWS/Events"
  metric_name         = "Invocations"
  dimensions          = { RuleName = local.rule_name }
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
  alarm_description   = "AWS refused to start a task, and the schedule gave up. What it answered is in the queue ${var.name}-dead-letters: the alarm ends when that is empty."
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell

  metric_query {
    id          = "starts"
    label       = "starts that were given up"
    expression  = "FILL(kept, 0) + FILL(dropped, 0)"
    return_data = true
  }

  metric_query {
    id = "kept"

    metric {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = "${var.name}-dead-letters" }
      stat        = "Maximum"
      period      = 300
    }
  }

  metric_query {
    id = "dropped"

    metric {
      namespace   = "AWS/Scheduler"
      metric_name = "InvocationDroppedCount"
      dimensions  = { ScheduleGroup = var.name }
      stat        = "Sum"
      period      = 300
    }
  }
}

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

resource "aws_cloudwatch_metric_alarm" "slow" {
  count = var.alarms == null ? 0 : 1

  alarm_name          = "${var.name}-slow"
  alarm_description   = "An export of ${var.database.name} took more than ${var.alarms.slow_after_minutes} minutes."
  namespace           = local.metrics
  metric_name         = "ExportSeconds"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = var.alarms.slow_after_minutes * 60
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
}
