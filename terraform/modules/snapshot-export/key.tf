# RDS uses the key by a grant, which whoever starts the task makes for it.
resource "aws_kms_grant" "caller" {
  for_each = var.grants

  name              = "${local.role}-${each.key}"
  key_id            = var.kms_key_arn
  grantee_principal = each.value
  operations = [
    "Encrypt",
    "Decrypt",
    "ReEncryptFrom",
    "ReEncryptTo",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "DescribeKey",
    "CreateGrant",
    "RetireGrant",
  ]
}

# A denial as careful accounts have it, for the key's policy. RDS exports only when it is excepted by name.
data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_111:a key's policy speaks of this key alone
  #checkov:skip=CKV_AWS_356:a key's policy speaks of this key alone
  statement {
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
      values   = ["export.rds.amazonaws.com"]
    }
  }
}
