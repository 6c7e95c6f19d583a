# The whole of it, by each strategy.

provider "aws" {
  region                      = "us-gov-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.bucket.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.snapshot.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.export.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.workflows.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_resource {
  target          = module.bucket.aws_s3_bucket.exports
  override_during = plan
  values          = { id = "app-prod-export-123456789012" }
}

override_resource {
  target          = module.bucket.aws_kms_key.exports
  override_during = plan
  values          = { arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
}

override_resource {
  target          = module.snapshot.aws_iam_role.export
  override_during = plan
  values          = { arn = "arn:aws-us-gov:iam::123456789012:role/app-prod-export-export" }
}

variables {
  image = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0"
  database = {
    identifier        = "app-prod"
    host              = "app-prod.abc123.us-gov-west-1.rds.amazonaws.com"
    name              = "app"
    user              = "reader"
    resource_id       = "db-ABCDEFGHIJKL01234"
    security_group_id = "sg-0123456789abcdef0"
    ssl_root_cert     = "/etc/ssl/rds.pem"
  }
  network = {
    vpc_id            = "vpc-0123456789abcdef0"
    subnet_ids        = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    cidr_block        = "10.0.0.0/16"
    s3_prefix_list_id = "pl-0123456789abcdef0"
  }
  consumer = {
    account_id  = "210987654321"
    bucket_arn  = "arn:aws-us-gov:s3:::consumer"
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  topic_arn  = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall"
  repository = { owner = "example", name = "app", owner_id = 1234, id = 56789 }
}

run "copy" {
  command = plan

  assert {
    condition     = output.location == "s3://app-prod-export-123456789012/exports/" && !strcontains(jsonencode(output.for_the_consumer), "arn:aws:")
    error_message = "Exports would be in ${output.location}."
  }
}

run "snapshot" {
  command = plan

  variables {
    strategy = "snapshot"
  }
}
