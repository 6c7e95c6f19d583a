data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

# Names that are known before anything is made, so that policies can be read in a plan, and tested.
locals {
  partition = data.aws_partition.current.partition
  suffix    = data.aws_partition.current.dns_suffix
  region    = data.aws_region.current.id
  account   = data.aws_caller_identity.current.account_id
  here      = "${local.region}:${local.account}"

  function_arn     = "arn:${local.partition}:lambda:${local.here}:function:${var.name}"
  log_group        = "/pgexport/${var.name}"
  log_group_arn    = "arn:${local.partition}:logs:${local.here}:log-group:${local.log_group}"
  dead_letters_arn = "arn:${local.partition}:sqs:${local.here}:${var.name}-dead-letters"
  failures_arn     = "arn:${local.partition}:sqs:${local.here}:${var.name}-failures"
  metrics          = "pgexport/${var.name}"
  to               = "s3://${var.location.bucket}/${var.location.prefix == "" ? "" : "${var.location.prefix}/"}"
}
