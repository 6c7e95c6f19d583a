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
  name       = "app-deploy"
  repository = { owner = "example", name = "app", owner_id = 1234, id = 56789 }
  subjects   = ["ref:refs/heads/main", "environment:production", "ref:refs/tags/v*"]
}

run "both_forms" {
  command = plan

  assert {
    condition = toset(output.subjects) == toset([
      "repo:example/app:ref:refs/heads/main", "repo:example/app:environment:production", "repo:example/app:ref:refs/tags/v*",
      "repo:example@1234/app@56789:ref:refs/heads/main", "repo:example@1234/app@56789:environment:production", "repo:example@1234/app@56789:ref:refs/tags/v*",
    ])
    error_message = "Let in are ${jsonencode(output.subjects)}."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com"
    error_message = "The provider is ${aws_iam_openid_connect_provider.github[0].url}."
  }
}

run "numbers_alone" {
  command = plan

  variables {
    legacy_subjects = false
    provider_arn    = "arn:aws-us-gov:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    policies        = { plan = jsonencode({ Version = "2012-10-17", Statement = [] }) }
    policy_arns     = { read = "arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess" }
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && keys(aws_iam_role_policy.workflows) == ["plan"] && keys(aws_iam_role_policy_attachment.workflows) == ["read"]
    error_message = "The provider is made twice, or a policy is forgotten."
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  variables {
    repository = { owner = "example", name = "app" }
  }
}
