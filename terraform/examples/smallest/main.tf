data "aws_caller_identity" "current" {}

module "bucket" {
  source = "../../modules/export-bucket"

  name = "pgexport-${data.aws_caller_identity.current.account_id}-${var.region}"
}

module "export" {
  source = "../../modules/scheduled-export"

  name     = "pgexport"
  image    = var.image
  database = var.database
  location = module.bucket.location
  network  = { vpc_id = var.vpc_id, subnet_ids = var.subnet_ids }
}
