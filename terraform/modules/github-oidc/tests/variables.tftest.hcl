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
  name       = "app-deploy"
  repository = { owner = "example", name = "app" }
  subjects   = ["ref:refs/heads/main"]
}

run "every_repository_of_an_owner_is_refused" {
  command         = plan
  expect_failures = [var.repository]

  variables {
    repository = { owner = "example", name = "*" }
  }
}

run "half_of_the_numbers_is_refused" {
  command         = plan
  expect_failures = [var.repository]

  variables {
    repository = { owner = "example", name = "app", id = 1 }
  }
}

run "every_workflow_is_refused" {
  command         = plan
  expect_failures = [var.subjects]

  variables {
    subjects = ["*"]
  }
}

run "every_branch_is_refused" {
  command         = plan
  expect_failures = [var.subjects]

  variables {
    subjects = ["ref:refs/heads/*"]
  }
}

run "no_form_at_all_is_refused" {
  command         = plan
  expect_failures = [var.legacy_subjects]

  variables {
    legacy_subjects = false
  }
}
