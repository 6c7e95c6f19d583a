# The schedule, and the role that it invokes the function with.
data "aws_iam_policy_document" "scheduler_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:scheduler:${local.here}:schedule-group/${var.name}"]
    }
  }
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    sid       = "InvokeTheFunction"
    actions   = ["lambda:InvokeFunction"]
    resources = [local.function_arn]
  }

  statement {
    sid       = "KeepWhatCouldNotBeStarted"
    actions   = ["sqs:SendMessage"]
    resources = [local.dead_letters_arn]
  }
}

resource "aws_iam_role" "scheduler" {
  name                 = "${var.name}-scheduler"
  description          = "EventBridge Scheduler invokes pgexport"
  assume_role_policy   = data.aws_iam_policy_document.scheduler_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "start"
  role   = aws_iam_role.scheduler.name
  policy = data.aws_iam_policy_document.scheduler.json
}

# The events that Lambda refused, as often as it was asked.
resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}

# A group of its own, since the scheduler's metrics are by group.
resource "aws_scheduler_schedule_group" "export" {
  name = var.name
}

locals {
  # As with the task: the scheduled time is the same each time that an event is delivered. Terraform writes < and > in JSON as
  # \u003c and \u003e, in which Scheduler would not see its own word.
  input = replace(replace(jsonencode({ id = "${var.name}-<aws.scheduler.scheduled-time>" }), "\\u003c", "<"), "\\u003e", ">")
}

resource "aws_scheduler_schedule" "export" {
  #checkov:skip=CKV_AWS_297:the schedule holds an export's id and no secret
  name                         = var.name
  group_name                   = aws_scheduler_schedule_group.export.name
  description                  = "pgexport exports ${var.database.name} to ${local.to}"
  schedule_expression          = var.schedule.expression
  schedule_expression_timezone = var.schedule.timezone
  state                        = var.schedule.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode                      = var.schedule.window_minutes == 0 ? "OFF" : "FLEXIBLE"
    maximum_window_in_minutes = var.schedule.window_minutes == 0 ? null : var.schedule.window_minutes
  }

  target {
    arn      = aws_lambda_function.export.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = local.input

    retry_policy {
      maximum_retry_attempts       = var.schedule.retries
      maximum_event_age_in_seconds = var.schedule.retry_minutes * 60
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }

  # AWS looks whether the role can be assumed.
  depends_on = [aws_iam_role_policy.scheduler]
}
