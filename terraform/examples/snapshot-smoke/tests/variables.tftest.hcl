# What is refused before anything is made.

mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  region             = "us-east-1"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  client_cidr_blocks = ["10.0.1.17/32"]
}

run "good_values_are_taken" {
  command = plan
}

run "the_cluster_is_named_in_its_flags" {
  command = plan

  variables {
    aurora = true
  }

  assert {
    condition     = output.cluster_flags == ["--snapshot-cluster", "snapshot-smoke-aurora"]
    error_message = "The cluster's flags are ${jsonencode(output.cluster_flags)}."
  }
}

run "an_availability_zone_is_no_region" {
  command         = plan
  expect_failures = [var.region]

  variables {
    region = "us-east-1a"
  }
}

run "a_name_that_rds_refuses_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Smoke--test"
  }
}

run "a_name_that_is_for_what_pgexport_makes_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "pgexport-smoke"
  }
}

run "something_else_than_a_vpc_is_refused" {
  command         = plan
  expect_failures = [var.vpc_id]

  variables {
    vpc_id = "default"
  }
}

run "a_single_subnet_is_refused" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["subnet-0123456789abcdef0"]
  }
}

run "something_else_than_subnets_is_refused" {
  command         = plan
  expect_failures = [var.subnet_ids]

  variables {
    subnet_ids = ["a", "b"]
  }
}

run "the_whole_internet_is_refused" {
  command         = plan
  expect_failures = [var.client_cidr_blocks]

  variables {
    client_cidr_blocks = ["0.0.0.0/0"]
  }
}

run "an_address_without_its_mask_is_refused" {
  command         = plan
  expect_failures = [var.client_cidr_blocks]

  variables {
    client_cidr_blocks = ["10.0.1.17"]
  }
}

run "a_class_of_ec2_is_refused" {
  command         = plan
  expect_failures = [var.instance_class]

  variables {
    instance_class = "t4g.micro"
  }
}

run "a_version_that_rds_does_not_export_is_refused" {
  command         = plan
  expect_failures = [var.engine_version]

  variables {
    engine_version = "9.6"
  }
}

run "a_version_of_aurora_that_is_none_is_refused" {
  command         = plan
  expect_failures = [var.aurora_engine_version]

  variables {
    aurora_engine_version = "latest"
  }
}

run "a_principal_that_is_no_arn_is_refused" {
  command         = plan
  expect_failures = [var.caller_principal_arns]

  variables {
    caller_principal_arns = ["somebody"]
  }
}
