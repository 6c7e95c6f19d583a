# Workflows of the main branch may start an export, and nothing else.
data "aws_iam_policy_document" "start" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = [module.export.task_definition_arn, "${module.export.task_definition_arn}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [module.export.cluster_arn]
    }
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = [module.export.role_arns.task, module.export.role_arns.execution]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

module "workflows" {
  source = "../../modules/github-oidc"

  name            = "${var.name}-workflows"
  repository      = var.repository
  legacy_subjects = false
  subjects        = ["ref:refs/heads/main"]
  policies        = { start = data.aws_iam_policy_document.start.json }
}
