# The role that RDS writes to the bucket with.
data "aws_iam_policy_document" "export_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [local.export_service]
    }
  }
}

data "aws_iam_policy_document" "export" {
  statement {
    sid       = "Bucket"
    actions   = ["s3:ListBucket", "s3:GetBucketLocation"]
    resources = [local.bucket_arn]
  }

  statement {
    sid       = "Objects"
    actions   = ["s3:PutObject*", "s3:GetObject*", "s3:DeleteObject*"]
    resources = ["${local.bucket_arn}/*"]
  }
}

resource "aws_iam_role" "export" {
  name               = local.export_role
  description        = "RDS writes exports to ${local.bucket}"
  assume_role_policy = data.aws_iam_policy_document.export_trust.json
}

resource "aws_iam_role_policy" "export" {
  name   = "write"
  role   = aws_iam_role.export.id
  policy = data.aws_iam_policy_document.export.json
}
