data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.provider_arn == null ? 1 : 0

  url            = "https://${var.host}"
  client_id_list = [var.audience]
}

locals {
  provider_arn = coalesce(var.provider_arn, "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${var.host}")

  # Repositories made after 15 July 2026 have their numbers in the subject, older ones do not.
  legacy   = "repo:${var.repository.owner}/${var.repository.name}"
  numbered = var.repository.id == null ? null : "repo:${var.repository.owner}@${var.repository.owner_id}/${var.repository.name}@${var.repository.id}"
  repos    = compact([var.legacy_subjects ? local.legacy : null, local.numbered])
  subjects = [for pair in setproduct(local.repos, var.subjects) : join(":", pair)]
}

data "aws_iam_policy_document" "trust" {
  #checkov:skip=CKV_AWS_358:owner and repository have no wildcard, the subjects none that is all of them, as their validations say
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [local.provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.host}:aud"
      values   = [var.audience]
    }

    condition {
      test     = "StringLike"
      variable = "${var.host}:sub"
      values   = local.subjects
    }
  }
}

resource "aws_iam_role" "workflows" {
  name                 = var.name
  description          = "Workflows of ${var.repository.owner}/${var.repository.name}"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_minutes * 60
  permissions_boundary = var.permissions_boundary_arn

  # A principal has to be there before a policy can name it.
  depends_on = [aws_iam_openid_connect_provider.github]
}

resource "aws_iam_role_policy" "workflows" {
  for_each = var.policies

  name   = each.key
  role   = aws_iam_role.workflows.name
  policy = each.value
}

resource "aws_iam_role_policy_attachment" "workflows" {
  for_each = var.policy_arns

  role       = aws_iam_role.workflows.name
  policy_arn = each.value
}
