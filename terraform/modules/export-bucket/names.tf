data "aws_partition" "current" {}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

# Names that are known before anything is made, so that policies can be read in a plan, and tested.
locals {
  partition        = data.aws_partition.current.partition
  suffix           = data.aws_partition.current.dns_suffix
  region           = data.aws_region.current.id
  account          = data.aws_caller_identity.current.account_id
  bucket_arn       = "arn:${local.partition}:s3:::${var.name}"
  root             = "arn:${local.partition}:iam::${local.account}:root"
  replication_name = substr("${var.name}-replication", 0, 64)
  replication_arn  = "arn:${local.partition}:iam::${local.account}:role/${local.replication_name}"
  key_arn          = var.kms_key_arn == null ? one(aws_kms_key.exports[*].arn) : var.kms_key_arn
}
