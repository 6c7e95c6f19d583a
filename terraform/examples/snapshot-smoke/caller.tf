# The role that pgexport is run as, with no right that it does not need.
data "aws_iam_policy_document" "caller_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type = "AWS"
      identifiers = coalescelist(
        tolist(var.caller_principal_arns),
        ["arn:${local.partition}:iam::${local.account}:root"],
      )
    }
  }
}

data "aws_iam_policy_document" "caller" {
  # None of these can be limited to a database or a snapshot.
  statement {
    sid       = "ExportTasks"
    actions   = ["rds:StartExportTask", "rds:DescribeExportTasks", "rds:CancelExportTask"]
    resources = ["*"]
  }

  statement {
    sid = "LookAtDatabases"
    actions = [
      "rds:DescribeDBInstances",
      "rds:DescribeDBSnapshots",
      "rds:DescribeDBClusters",
      "rds:DescribeDBClusterSnapshots",
    ]
    resources = ["*"]
  }

  statement {
    sid     = "MakeSnapshots"
    actions = ["rds:CreateDBSnapshot", "rds:CreateDBClusterSnapshot", "rds:AddTagsToResource"]
    resources = [
      "${local.rds_arns}:db:${var.name}",
      "${local.rds_arns}:cluster:${var.name}-aurora",
      "${local.rds_arns}:snapshot:${local.made}",
      "${local.rds_arns}:cluster-snapshot:${local.made}",
    ]
  }

  statement {
    sid     = "DeleteOwnSnapshots"
    actions = ["rds:DeleteDBSnapshot", "rds:DeleteDBClusterSnapshot"]
    resources = [
      "${local.rds_arns}:snapshot:${local.made}",
      "${local.rds_arns}:cluster-snapshot:${local.made}",
    ]
  }

  statement {
    sid       = "LetRdsWrite"
    actions   = ["iam:PassRole"]
    resources = ["${local.role_arns}/${local.export_role}"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = [local.export_service]
    }
  }

  statement {
    sid       = "LookAtTheRole"
    actions   = ["iam:GetRole"]
    resources = ["${local.role_arns}/${local.export_role}"]
  }

  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = [aws_kms_key.exports.arn]
  }

  statement {
    sid       = "LetRdsUseTheKey"
    actions   = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant", "kms:RetireGrant"]
    resources = [aws_kms_key.exports.arn]

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }
  }

  # What the sink s3 needs. The conditions of docs/s3.md on s3:prefix would refuse the question for the bucket's region.
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [local.bucket_arn]
  }

  statement {
    sid = "Exports"
    actions = [
      "s3:PutObject",
      "s3:GetObject",
      "s3:DeleteObject",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ]
    resources = ["${local.bucket_arn}/exports/*"]
  }
}

resource "aws_iam_role" "caller" {
  name                 = local.caller_role
  description          = "pgexport run --strategy snapshot"
  assume_role_policy   = data.aws_iam_policy_document.caller_trust.json
  max_session_duration = 12 * 60 * 60
}

resource "aws_iam_role_policy" "caller" {
  name   = "export"
  role   = aws_iam_role.caller.id
  policy = data.aws_iam_policy_document.caller.json
}
