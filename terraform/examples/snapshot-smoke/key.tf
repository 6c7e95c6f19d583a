# The key that RDS encrypts what it writes with, and that the bucket encrypts with by default.
resource "aws_kms_key" "exports" {
  description             = "${var.name}: what RDS exports"
  enable_key_rotation     = true
  deletion_window_in_days = 7
  policy                  = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
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

  # A denial as careful accounts have it. RDS exports only when it is excepted by name.
  dynamic "statement" {
    for_each = var.deny_others_the_key ? [true] : []

    content {
      sid       = "NobodyElseButRdsExports"
      effect    = "Deny"
      actions   = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"]
      resources = ["*"]

      principals {
        type        = "*"
        identifiers = ["*"]
      }

      condition {
        test     = "StringNotEqualsIfExists"
        variable = "aws:PrincipalAccount"
        values   = [local.account]
      }

      condition {
        test     = "StringNotEqualsIfExists"
        variable = "aws:PrincipalServiceName"
        values   = [local.export_service]
      }
    }
  }
}
