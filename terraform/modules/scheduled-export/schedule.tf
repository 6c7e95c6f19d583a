# The schedule, and the role that it starts the task with.
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
  # Without its revision, so that a new one changes nothing here.
  statement {
    sid       = "StartTheTask"
    actions   = ["ecs:RunTask"]
    resources = [local.task_definition_arn, "${local.task_definition_arn}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [local.cluster_arn]
    }
  }

  statement {
    sid       = "HandTheRolesOver"
    actions   = ["iam:PassRole"]
    resources = distinct([local.task_role_arn, local.execution_role_arn])

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  # propagate_tags and enable_ecs_managed_tags put tags on the task as it is started.
  statement {
    sid       = "TagTheTask"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.here}:task/${reverse(split("/", local.cluster_arn))[0]}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  statement {
    sid       = "KeepWhatCouldNotBeStarted"
    actions   = ["sqs:SendMessage"]
    resources = [local.dead_letters_arn]
  }
}

resource "aws_iam_role" "scheduler" {
  count = var.existing.scheduler_role_arn == null ? 1 : 0

  name                 = "${var.name}-scheduler"
  description          = "EventBridge Scheduler starts pgexport"
  assume_role_policy   = data.aws_iam_policy_document.scheduler_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "scheduler" {
  count = var.existing.scheduler_role_arn == null ? 1 : 0

  name   = "start"
  role   = aws_iam_role.scheduler[0].name
  policy = data.aws_iam_policy_document.scheduler.json
}

# The starts that AWS refused, as often as it was asked.
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
  # Scheduler delivers at least once. The scheduled time is the same each time, so that a second start finds its export made,
  # or being made, and does nothing; neither does a start while the last one still runs. pgexport writes 2026-11-21T01:02:03Z as 20261121T010203Z, since an id has no colon.
  # Terraform writes < and > in JSON as \u003c and \u003e, in which Scheduler would not see its own word.
  input = replace(replace(jsonencode({
    containerOverrides = [{
      name = local.container
      environment = concat(
        [
          { name = "PGEXPORT_ID", value = "${var.name}-<aws.scheduler.scheduled-time>" },
          { name = "PGEXPORT_WHEN_RUNNING", value = "skip" },
        ],
        var.skip_unchanged ? [{ name = "PGEXPORT_SKIP_UNCHANGED", value = "true" }] : [],
      )
    }]
  }), "\\u003c", "<"), "\\u003e", ">")
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
    arn      = local.cluster_arn
    role_arn = local.scheduler_role_arn
    input    = local.input

    retry_policy {
      maximum_retry_attempts       = var.schedule.retries
      maximum_event_age_in_seconds = var.schedule.retry_minutes * 60
    }

    dead_letter_config {
      arn = local.dead_letters_arn
    }

    ecs_parameters {
      task_definition_arn     = local.task_definition_arn
      task_count              = 1
      launch_type             = "FARGATE"
      platform_version        = "LATEST"
      propagate_tags          = "TASK_DEFINITION"
      enable_ecs_managed_tags = true
      enable_execute_command  = false
      group                   = var.name

      network_configuration {
        subnets          = var.network.subnet_ids
        security_groups  = [local.security_group_id]
        assign_public_ip = var.network.assign_public_ip
      }
    }
  }

  # AWS looks whether the role can be assumed.
  depends_on = [aws_iam_role_policy.scheduler, aws_sqs_queue.dead_letters, aws_ecs_cluster.export]
}
