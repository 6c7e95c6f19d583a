# A key for what is said of exports; what is exported has the bucket's.
locals {
  own_topic = var.alarms == null ? false : var.alarms.topic_arn == null
  own_key   = var.kms_key_arn == null && (var.existing.log_group_name == null || local.own_topic)
  key_arn   = var.kms_key_arn == null ? one(aws_kms_key.logs[*].arn) : var.kms_key_arn
}

data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_111:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_356:a key's policy speaks of this key alone

  # Policies of IAM decide for this account, as they do for keys by default.
  statement {
    sid       = "PoliciesOfThisAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }
  }

  statement {
    sid       = "Logs"
    actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${local.region}.${local.suffix}"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = [local.log_group_arn]
    }
  }

  statement {
    sid       = "Alarms"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

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

resource "aws_kms_key" "logs" {
  count = local.own_key ? 1 : 0

  description         = "pgexport ${var.name}: logs and alarms"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "logs" {
  count = local.own_key ? 1 : 0

  name          = "alias/pgexport/${var.name}"
  target_key_id = aws_kms_key.logs[0].key_id
}
