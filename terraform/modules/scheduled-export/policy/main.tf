# Each statement is for calls that the program makes: ../tests/policies.cases says which.
locals {
  # docs/s3.md: an export, latest.json and .pgexport/ all lie under the prefix.
  bucket_arn = "arn:${var.names.partition}:s3:::${var.location.bucket}"
  folder     = var.location.prefix == "" ? "" : "${var.location.prefix}/"
  auth       = var.database == null ? "none" : var.database.auth
  secret_key = local.auth == "secret" ? var.database.secret_kms_key_arn : null
}

data "aws_iam_policy_document" "export" {
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
        values   = ["s3.${var.names.region}.${var.names.suffix}"]
      }
    }
  }

  # The connection to the database.
  dynamic "statement" {
    for_each = local.auth == "iam" ? [true] : []

    content {
      sid       = "Connect"
      actions   = ["rds-db:connect"]
      resources = ["arn:${var.names.partition}:rds-db:${var.names.here}:dbuser:${var.database.resource_id}/${var.database.user}"]
    }
  }

  dynamic "statement" {
    for_each = local.auth == "secret" ? [true] : []

    content {
      sid       = "ReadTheSecret"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [var.database.secret_arn]
    }
  }

  dynamic "statement" {
    for_each = local.secret_key == null ? [] : [local.secret_key]

    content {
      sid       = "DecryptTheSecret"
      actions   = ["kms:Decrypt"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${var.names.region}.${var.names.suffix}"]
      }
    }
  }
}
