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
  name = "app-exports"
}

run "a_name_with_dots_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "app.exports"
  }
}

run "an_alias_is_no_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/exports"
  }
}

run "a_retention_that_keeps_nothing_is_refused" {
  command         = plan
  expect_failures = [var.retention]

  variables {
    retention = { exports = {} }
  }
}

run "what_expires_before_its_transition_is_refused" {
  command         = plan
  expect_failures = [var.retention]

  variables {
    retention = { exports = { expire_days = 10, transition_days = 30 } }
  }
}

run "a_prefix_that_ends_in_a_slash_is_refused" {
  command         = plan
  expect_failures = [var.retention]

  variables {
    retention = { "exports/" = { expire_days = 10 } }
  }
}

run "an_unknown_mode_of_the_lock_is_refused" {
  command         = plan
  expect_failures = [var.object_lock]

  variables {
    object_lock = { mode = "FOREVER", days = 1 }
  }
}

run "a_name_is_no_arn_of_a_bucket" {
  command         = plan
  expect_failures = [var.replication]

  variables {
    replication = { bucket_arn = "consumer", account_id = "210987654321", kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:210987654321:key/1" }
  }
}

run "the_consumers_alias_is_refused" {
  command         = plan
  expect_failures = [var.replication]

  variables {
    replication = { bucket_arn = "arn:aws-us-gov:s3:::consumer", account_id = "210987654321", kms_key_arn = "alias/exports" }
  }
}

run "no_days_for_uploads_are_refused" {
  command         = plan
  expect_failures = [var.unfinished_upload_days]

  variables {
    unfinished_upload_days = 0
  }
}

run "everybody_is_no_reader" {
  command         = plan
  expect_failures = [var.readers]

  variables {
    readers = ["*"]
  }
}
