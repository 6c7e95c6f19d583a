# The role that the program runs as. What it may do follows the strategy: each statement is for calls that it makes.
data "aws_iam_policy_document" "tasks_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.here}:*"]
    }
  }
}

locals {
  # docs/reference.md: what snapshot.mode is without being set.
  snapshot_mode = local.snapshot == null ? null : coalesce(local.snapshot.mode, local.snapshot.id != null ? "given" : local.snapshot.cluster != null ? "live" : "create")
  rds_arns      = "arn:${local.partition}:rds:${local.here}"
  by_instance   = local.snapshot == null ? false : local.snapshot.instance != null

  # RdsIdentifier of export-snapshot: the names of what pgexport makes begin so.
  own_snapshots = "${local.rds_arns}:${local.by_instance ? "snapshot" : "cluster-snapshot"}:pgexport-*"
  source_arn    = local.snapshot == null ? null : local.by_instance ? "${local.rds_arns}:db:${local.snapshot.instance}" : "${local.rds_arns}:cluster:${coalesce(local.snapshot.cluster, "none")}"
}

# What every strategy does, wherever it runs.
module "policy" {
  source = "./policy"

  names    = { partition = local.partition, region = local.region, suffix = local.suffix, here = local.here }
  location = var.location
  settings = var.settings
  database = local.connects ? var.database : null
}

data "aws_iam_policy_document" "task" {
  source_policy_documents = [module.policy.json]

  # The event at the end.
  dynamic "statement" {
    for_each = var.event_bus_arn == null ? [] : [var.event_bus_arn]

    content {
      sid       = "TellHowItEnded"
      actions   = ["events:PutEvents"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "events:source"
        values   = ["pgexport"]
      }
    }
  }

  # The strategy snapshot. RDS knows no resources for the first two.
  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [true]

    content {
      sid       = "ExportTasks"
      actions   = ["rds:StartExportTask", "rds:DescribeExportTasks", "rds:CancelExportTask"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [true]

    content {
      sid = "FindTheSource"
      actions = [
        "rds:DescribeDBInstances",
        "rds:DescribeDBClusters",
        "rds:DescribeDBSnapshots",
        "rds:DescribeDBClusterSnapshots",
      ]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot_mode == "create" ? [true] : []

    content {
      sid       = "MakeSnapshots"
      actions   = [local.by_instance ? "rds:CreateDBSnapshot" : "rds:CreateDBClusterSnapshot"]
      resources = [local.source_arn, local.own_snapshots]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot_mode == "create" ? [true] : []

    content {
      sid       = "TagAndDeleteOwnSnapshots"
      actions   = ["rds:AddTagsToResource", local.by_instance ? "rds:DeleteDBSnapshot" : "rds:DeleteDBClusterSnapshot"]
      resources = [local.own_snapshots]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [local.snapshot.role_arn]

    content {
      sid       = "LetRdsWrite"
      actions   = ["iam:PassRole"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "iam:PassedToService"
        values   = ["export.rds.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [local.snapshot.role_arn]

    content {
      sid       = "LookAtTheRole"
      actions   = ["iam:GetRole"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [local.snapshot.kms_key_arn]

    content {
      sid       = "UseTheKeyOfExports"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = local.snapshot == null ? [] : [local.snapshot.kms_key_arn]

    content {
      sid       = "LetRdsUseTheKey"
      actions   = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant", "kms:RetireGrant"]
      resources = [statement.value]

      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = ["true"]
      }
    }
  }

  # Where the bucket is, the strategy asks by HeadBucket, which has no prefix.
  dynamic "statement" {
    for_each = local.snapshot != null && local.folder != "" ? [true] : []

    content {
      sid       = "LookAtTheBucket"
      actions   = ["s3:ListBucket"]
      resources = [local.bucket_arn]

      condition {
        test     = "Null"
        variable = "s3:prefix"
        values   = ["true"]
      }
    }
  }
}

resource "aws_iam_role" "task" {
  count = var.existing.task_role_arn == null ? 1 : 0

  name                 = "${var.name}-task"
  description          = "pgexport exports ${var.database.name} to ${local.to}"
  assume_role_policy   = data.aws_iam_policy_document.tasks_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "task" {
  count = var.existing.task_role_arn == null ? 1 : 0

  name   = "export"
  role   = aws_iam_role.task[0].name
  policy = data.aws_iam_policy_document.task.json
}
