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
  role_arns = "arn:${local.partition}:iam::${local.account}:role"

  cluster_arn         = coalesce(var.existing.cluster_arn, "arn:${local.partition}:ecs:${local.here}:cluster/${var.name}")
  task_definition_arn = coalesce(var.existing.task_definition_arn, "arn:${local.partition}:ecs:${local.here}:task-definition/${var.name}")
  task_role_arn       = coalesce(var.existing.task_role_arn, "${local.role_arns}/${var.name}-task")
  execution_role_arn  = coalesce(var.existing.execution_role_arn, "${local.role_arns}/${var.name}-execution")
  scheduler_role_arn  = coalesce(var.existing.scheduler_role_arn, "${local.role_arns}/${var.name}-scheduler")
  log_group           = coalesce(var.existing.log_group_name, "/pgexport/${var.name}")
  log_group_arn       = "arn:${local.partition}:logs:${local.here}:log-group:${local.log_group}"
  dead_letters_arn    = "arn:${local.partition}:sqs:${local.here}:${var.name}-dead-letters"
  failures_arn        = "arn:${local.partition}:sqs:${local.here}:${var.name}-failures"
  topic_name          = "${var.name}-alarms"
  rule_name           = "${var.name}-failed"

  container = "pgexport"

  # docs/s3.md: an export, latest.json and .pgexport/ all lie under the prefix.
  bucket_arn = "arn:${local.partition}:s3:::${var.location.bucket}"
  folder     = var.location.prefix == "" ? "" : "${var.location.prefix}/"
  to         = "s3://${var.location.bucket}/${local.folder}"
}
