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

data "aws_iam_policy_document" "task" {
  # The sink s3.
  statement {
    sid = "Exports"
    actions = concat(
      ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      contains(keys(var.settings), "s3.tags") ? ["s3:PutObjectTagging"] : [],
      contains(keys(var.settings), "s3.acl") ? ["s3:PutObjectAcl"] : [],
    )
    resources = ["${local.bucket_arn}/${local.folder}*"]
  }

  statement {
    sid       = "ListExports"
    actions   = ["s3:ListBucket"]
    resources = [local.bucket_arn]

    dynamic "condition" {
      for_each = local.folder == "" ? [] : [local.folder]

      content {
        test     = "StringLike"
        variable = "s3:prefix"
        values   = ["${condition.value}*"]
      }
    }
  }

  # S3 knows no condition on the prefix for this one.
  statement {
    sid       = "FindUnfinishedUploads"
    actions   = ["s3:ListBucketMultipartUploads"]
    resources = [local.bucket_arn]
  }

  dynamic "statement" {
    for_each = var.location.kms_key_arn == null ? [] : [var.location.kms_key_arn]

    content {
      sid       = "EncryptExports"
      actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["s3.${local.region}.${local.suffix}"]
      }
    }
  }

  # The connection to the database.
  dynamic "statement" {
    for_each = local.connects && var.database.auth == "iam" ? [true] : []

    content {
      sid       = "Connect"
      actions   = ["rds-db:connect"]
      resources = ["arn:${local.partition}:rds-db:${local.here}:dbuser:${var.database.resource_id}/${var.database.user}"]
    }
  }

  dynamic "statement" {
    for_each = local.connects && var.database.auth == "secret" ? [true] : []

    content {
      sid       = "ReadTheSecret"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [var.database.secret_arn]
    }
  }

  dynamic "statement" {
    for_each = local.connects && var.database.auth == "secret" && var.database.secret_kms_key_arn != null ? [true] : []

    content {
      sid       = "DecryptTheSecret"
      actions   = ["kms:Decrypt"]
      resources = [var.database.secret_kms_key_arn]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${local.region}.${local.suffix}"]
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
