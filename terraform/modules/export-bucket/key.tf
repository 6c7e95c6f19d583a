data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_111:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_356:a key's policy speaks of this key alone
  source_policy_documents = var.extra_key_policies

  # Policies of IAM decide for this account, as they do for keys by default.
  statement {
    sid       = "PoliciesOfThisAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }

  dynamic "statement" {
    for_each = length(var.readers) == 0 ? [] : [true]

    content {
      sid       = "Readers"
      actions   = ["kms:Decrypt"]
      resources = ["*"]

      principals {
        type        = "AWS"
        identifiers = var.readers
      }

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["s3.${local.region}.${local.suffix}"]
      }
    }
  }
}

resource "aws_kms_key" "exports" {
  count = var.kms_key_arn == null ? 1 : 0

  description         = "pgexport: exports in ${var.name}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "exports" {
  count = var.kms_key_arn == null ? 1 : 0

  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.exports[0].key_id
}
