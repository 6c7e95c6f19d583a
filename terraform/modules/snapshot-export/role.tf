data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  partition  = data.aws_partition.current.partition
  account    = data.aws_caller_identity.current.account_id
  role       = "${var.name}-export"
  bucket_arn = "arn:${local.partition}:s3:::${var.location.bucket}"
  folder     = var.location.prefix == "" ? "" : "${var.location.prefix}/"
}

# The role that RDS becomes to write. Its service is named so in all partitions.
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["export.rds.amazonaws.com"]
    }

    dynamic "condition" {
      for_each = var.limit_to_account ? [local.account] : []

      content {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [condition.value]
      }
    }
  }
}

# What AWS's guides demand, with their wildcards: RDS looks for them before it starts.
data "aws_iam_policy_document" "export" {
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket", "s3:GetBucketLocation"]
    resources = [local.bucket_arn]
  }

  statement {
    sid       = "Objects"
    actions   = ["s3:PutObject*", "s3:GetObject*", "s3:DeleteObject*"]
    resources = ["${local.bucket_arn}/${local.folder}*"]
  }
}

resource "aws_iam_role" "export" {
  name                 = local.role
  description          = "RDS writes exports to s3://${var.location.bucket}/${local.folder}"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "export" {
  name   = "write"
  role   = aws_iam_role.export.name
  policy = data.aws_iam_policy_document.export.json
}
