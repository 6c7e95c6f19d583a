# The role that ECS pulls the image, reads secrets and writes logs with.
locals {
  ecr = try(regex("^(?P<account>[0-9]{12})\\.dkr\\.ecr(?:-fips)?\\.(?P<region>[a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/(?P<repository>[^:@]+)", var.image), null)

  # Of the forms arn:...:secret:name and arn:...:secret:name:key:stage:version.
  secret_arns = distinct(compact(concat(
    [for arn in values(local.secrets) : join(":", slice(split(":", arn), 0, 7))],
    [var.image_pull_secret_arn],
  )))

  secret_key_arns = distinct(compact(concat(
    tolist(var.secret_kms_key_arns),
    length(local.password) == 0 ? [] : [var.database.secret_kms_key_arn],
  )))
}

data "aws_iam_policy_document" "execution" {
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.log_group_arn}:log-stream:${local.container}/*"]
  }

  # ECR knows no resource for the login.
  dynamic "statement" {
    for_each = local.ecr == null ? [] : [true]

    content {
      sid       = "LogInToEcr"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = local.ecr == null ? [] : [local.ecr]

    content {
      sid       = "PullTheImage"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources = ["arn:${local.partition}:ecr:${statement.value.region}:${statement.value.account}:repository/${statement.value.repository}"]
    }
  }

  dynamic "statement" {
    for_each = length(local.secret_arns) == 0 ? [] : [true]

    content {
      sid       = "ReadSecrets"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = local.secret_arns
    }
  }

  dynamic "statement" {
    for_each = length(local.secret_key_arns) == 0 ? [] : [true]

    content {
      sid       = "DecryptSecrets"
      actions   = ["kms:Decrypt"]
      resources = local.secret_key_arns

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${local.region}.${local.suffix}"]
      }
    }
  }
}

resource "aws_iam_role" "execution" {
  count = var.existing.execution_role_arn == null ? 1 : 0

  name                 = "${var.name}-execution"
  description          = "ECS starts pgexport"
  assume_role_policy   = data.aws_iam_policy_document.tasks_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "execution" {
  count = var.existing.execution_role_arn == null ? 1 : 0

  name   = "start"
  role   = aws_iam_role.execution[0].name
  policy = data.aws_iam_policy_document.execution.json
}
