# What the real provider plans, offline, in two partitions; test.d/policies asks the policies for single actions, by
# policies.cases.

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

variables {
  name        = "app"
  location    = { bucket = "app-exports" }
  kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}

run "exported" {
  command = plan

  assert {
    condition     = length(aws_kms_grant.caller) == 0 && aws_iam_role.export.name == "app-export"
    error_message = "More is made than a role."
  }

  assert {
    condition     = alltrue([for policy in values(output.policies) : !strcontains(policy, "arn:aws:")])
    error_message = "A policy names another partition."
  }
}

run "limited" {
  command = plan

  variables {
    limit_to_account = true
    location         = { bucket = "app-exports", prefix = "" }
    grants           = { task = "arn:aws-us-gov:iam::123456789012:role/app-task" }
  }

  assert {
    condition     = contains(aws_kms_grant.caller["task"].operations, "CreateGrant") && aws_kms_grant.caller["task"].grantee_principal == "arn:aws-us-gov:iam::123456789012:role/app-task"
    error_message = "The task cannot hand the key on to RDS."
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}
