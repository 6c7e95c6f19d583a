# What is refused before anything is made, and what the choices make.

mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws-us-gov", dns_suffix = "amazonaws.com" }
  }

  mock_data "aws_region" {
    defaults = { id = "us-gov-west-1", name = "us-gov-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name  = "app"
  image = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0"
  database = {
    host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
    name              = "app"
    user              = "reader"
    resource_id       = "db-ABCDEFGHIJKL01234"
    security_group_id = "sg-0123456789abcdef0"
  }
  location = { bucket = "app-exports" }
  network  = { vpc_id = "vpc-0123456789abcdef0", subnet_ids = ["subnet-0123456789abcdef0"] }
}

run "choices_are_taken" {
  command = plan

  variables {
    architecture = "ARM64"
    settings     = { "copy.part-size" = "512MiB" }
    alarms       = { topic_arn = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall" }
    network = {
      vpc_id                = "vpc-0123456789abcdef0"
      subnet_ids            = ["subnet-0123456789abcdef0"]
      https_cidr_blocks     = ["10.0.0.0/16"]
      https_prefix_list_ids = ["pl-0123456789abcdef0"]
    }
  }

  assert {
    condition     = one(aws_lambda_function.export.architectures) == "arm64" && one(aws_lambda_function.export.environment).variables.PGEXPORT_COPY_PART_SIZE == "512MiB"
    error_message = "The function is of another architecture, or is told otherwise."
  }

  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && output.topic_arn == "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall"
    error_message = "The topic that was brought is not used."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.https) == ["10.0.0.0/16"] && keys(aws_vpc_security_group_egress_rule.https_prefix_list) == ["pl-0123456789abcdef0"]
    error_message = "HTTPS is open to others."
  }
}

run "without_alarms_there_are_none" {
  command = plan

  variables {
    alarms = null
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.late) + length(aws_cloudwatch_metric_alarm.tight) + length(aws_sns_topic.alarms) == 0 && output.topic_arn == null
    error_message = "There are alarms."
  }
}

run "a_snapshot_is_for_the_task" {
  command = plan

  variables {
    strategy = "snapshot"
  }

  expect_failures = [var.strategy]
}

run "more_than_fifteen_minutes_are_not_to_be_had" {
  command = plan

  variables {
    size = { timeout_seconds = 901 }
  }

  expect_failures = [var.size]
}

run "less_than_512_mib_do_not_do" {
  command = plan

  variables {
    size = { memory = 256 }
  }

  expect_failures = [var.size]
}

run "more_scratch_than_lambda_has" {
  command = plan

  variables {
    size = { scratch = 20480 }
  }

  expect_failures = [var.size]
}

run "a_margin_that_is_none" {
  command = plan

  variables {
    margin_seconds = 0
  }

  expect_failures = [var.margin_seconds]
}

run "a_margin_that_leaves_no_time" {
  command = plan

  variables {
    margin_seconds = 60
    size           = { timeout_seconds = 90 }
  }

  expect_failures = [aws_lambda_function.export]
}

run "images_come_from_ecr" {
  command = plan

  variables {
    image = "ghcr.io/example/pgexport:0.1.0"
  }

  expect_failures = [var.image]
}

run "latest_is_another_image_tomorrow" {
  command = plan

  variables {
    image = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:latest"
  }

  expect_failures = [var.image]
}

run "functions_have_no_password" {
  command = plan

  variables {
    database = {
      host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      name              = "app"
      user              = "reader"
      auth              = "password"
      secret_arn        = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf"
      security_group_id = "sg-0123456789abcdef0"
    }
  }

  expect_failures = [var.database]
}

run "a_token_needs_the_resource_id" {
  command = plan

  variables {
    database = {
      host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      name              = "app"
      user              = "reader"
      security_group_id = "sg-0123456789abcdef0"
    }
  }

  expect_failures = [var.database]
}

run "a_timeout_of_its_own_has_no_effect" {
  command = plan

  variables {
    settings = { "timeout" = "10m" }
  }

  expect_failures = [var.settings]
}

run "a_password_among_the_settings" {
  command = plan

  variables {
    settings = { "connect" = "host=db password=hunter2" }
  }

  expect_failures = [var.settings]
}

run "a_name_with_capitals" {
  command = plan

  variables {
    name = "App"
  }

  expect_failures = [var.name]
}

run "late_after_more_than_a_week" {
  command = plan

  variables {
    alarms = { late_after_hours = 169 }
  }

  expect_failures = [var.alarms]
}

run "tight_at_more_than_everything" {
  command = plan

  variables {
    alarms = { tight_percent = 120 }
  }

  expect_failures = [var.alarms]
}

run "an_expression_that_is_none" {
  command = plan

  variables {
    schedule = { expression = "every day" }
  }

  expect_failures = [var.schedule]
}
