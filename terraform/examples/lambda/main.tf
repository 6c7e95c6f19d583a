data "aws_caller_identity" "current" {}

module "bucket" {
  source = "../../modules/export-bucket"

  name = "pgexport-${data.aws_caller_identity.current.account_id}-${var.region}"
}

module "export" {
  source = "../../modules/lambda-export"

  name     = "pgexport"
  image    = var.image
  database = var.database
  location = module.bucket.location
  network  = { vpc_id = var.vpc_id, subnet_ids = var.subnet_ids }

  # A function is for small databases: every hour, and tell when an export takes more than half of the time that there is.
  schedule = { expression = "rate(1 hours)" }
  alarms   = { late_after_hours = 3, tight_percent = 50 }
}
