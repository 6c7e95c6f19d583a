# It plans with five variables, in two partitions.

provider "aws" {
  region                      = "us-gov-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

provider "aws" {
  alias                       = "commercial"
  region                      = "eu-central-1"
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
  target = module.export.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_resource {
  target          = module.bucket.aws_s3_bucket.exports
  override_during = plan
  values          = { id = "pgexport-123456789012-us-gov-west-1" }
}

override_resource {
  target          = module.bucket.aws_kms_key.exports
  override_during = plan
  values          = { arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
}

variables {
  region     = "us-gov-west-1"
  image      = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0"
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  database = {
    host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
    name              = "app"
    user              = "reader"
    resource_id       = "db-ABCDEFGHIJKL01234"
    security_group_id = "sg-0123456789abcdef0"
  }
}

run "govcloud" {
  command = plan

  assert {
    condition     = output.location == "s3://pgexport-123456789012-us-gov-west-1/exports/"
    error_message = "Exports would be in ${output.location}."
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  variables {
    region = "eu-central-1"
  }
}
