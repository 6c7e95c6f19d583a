# The role that the function runs as: what every export does, and what Lambda asks of a function in a VPC.
module "policy" {
  source = "../scheduled-export/policy"

  names    = { partition = local.partition, region = local.region, suffix = local.suffix, here = local.here }
  location = var.location
  settings = var.settings
  database = var.database
}

locals {
  interfaces = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
}

data "aws_iam_policy_document" "function_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "function" {
  #checkov:skip=CKV_AWS_111:Lambda asks for its interfaces without a resource, and the program is denied them
  #checkov:skip=CKV_AWS_356:Lambda asks for its interfaces without a resource, and the program is denied them
  source_policy_documents = [module.policy.json]

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.log_group_arn}:log-stream:*"]
  }

  statement {
    sid       = "KeepWhatFailed"
    actions   = ["sqs:SendMessage"]
    resources = [local.failures_arn]
  }

  # As AWSLambdaVPCAccessExecutionRole has it: Lambda makes the interfaces, with the function's role.
  statement {
    sid       = "NetworkInterfacesForLambda"
    actions   = local.interfaces
    resources = ["*"]
  }

  # And the program makes none.
  statement {
    sid       = "NoNetworkInterfacesForTheProgram"
    effect    = "Deny"
    actions   = local.interfaces
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "lambda:SourceFunctionArn"
      values   = [local.function_arn]
    }
  }
}

resource "aws_iam_role" "function" {
  name                 = "${var.name}-function"
  description          = "pgexport exports ${var.database.name} to ${local.to}"
  assume_role_policy   = data.aws_iam_policy_document.function_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "function" {
  name   = "export"
  role   = aws_iam_role.function.name
  policy = data.aws_iam_policy_document.function.json
}
