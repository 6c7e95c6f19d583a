data "aws_caller_identity" "current" {}

module "bucket" {
  source = "../../modules/export-bucket"

  name        = "${var.name}-${data.aws_caller_identity.current.account_id}"
  retention   = { exports = { transition_days = 30, expire_days = 400 } }
  object_lock = { mode = "GOVERNANCE", days = 7 }
  replication = merge(var.consumer, { prefix = "exports/", topic_arns = [var.topic_arn] })
}

module "snapshot" {
  source = "../../modules/snapshot-export"

  name        = var.name
  location    = { bucket = module.bucket.bucket }
  kms_key_arn = module.bucket.kms_key_arn
}

module "export" {
  source = "../../modules/scheduled-export"

  name     = var.name
  image    = var.image
  strategy = var.strategy
  location = module.bucket.location

  database = { for key, value in var.database : key => value if key != "identifier" }
  snapshot = {
    instance    = var.database.identifier
    role_arn    = module.snapshot.role_arn
    kms_key_arn = module.snapshot.kms_key_arn
  }

  schedule = {
    expression     = "cron(0 3,15 * * ? *)"
    timezone       = "America/New_York"
    window_minutes = 15
  }

  network = {
    vpc_id                = var.network.vpc_id
    subnet_ids            = var.network.subnet_ids
    https_cidr_blocks     = [var.network.cidr_block]
    https_prefix_list_ids = [var.network.s3_prefix_list_id]
  }

  settings = {
    "table"                    = "app.*"
    "max-duration"             = "4h"
    "s3.expected-bucket-owner" = data.aws_caller_identity.current.account_id
  }

  alarms = { topic_arn = var.topic_arn, late_after_hours = 14, slow_after_minutes = 120 }
}
