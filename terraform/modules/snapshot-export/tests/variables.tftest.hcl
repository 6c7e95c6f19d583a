# What is refused before anything is made.

mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws-us-gov", dns_suffix = "amazonaws.com" }
  }
}

variables {
  name        = "app"
  location    = { bucket = "app-exports" }
  kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1"
}

run "a_name_with_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "App"
  }
}

run "a_prefix_with_a_colon_is_refused" {
  command         = plan
  expect_failures = [var.location]

  variables {
    location = { bucket = "app-exports", prefix = "a:b" }
  }
}

run "an_alias_is_no_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/exports"
  }
}

run "a_grant_to_a_user_is_refused" {
  command         = plan
  expect_failures = [var.grants]

  variables {
    grants = { me = "arn:aws-us-gov:iam::123456789012:user/me" }
  }
}
