data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

# Names that are known before anything is made, so that policies can be read in a plan, and tested.
locals {
  partition      = data.aws_partition.current.partition
  account        = data.aws_caller_identity.current.account_id
  bucket         = "${var.name}-${local.account}-${var.region}"
  bucket_arn     = "arn:${local.partition}:s3:::${local.bucket}"
  export_role    = "${var.name}-export"
  caller_role    = "${var.name}-caller"
  role_arns      = "arn:${local.partition}:iam::${local.account}:role"
  rds_arns       = "arn:${local.partition}:rds:${var.region}:${local.account}"
  export_service = "export.rds.amazonaws.com"

  # RdsIdentifier of export-snapshot: what pgexport makes begins with this.
  made = "pgexport-*"
}
