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
    settings     = { "copy.part-size" = "512MiB", "table" = "app.*" }
    size         = { cpu = 2048, memory = 4096 }
    scratch      = { path = "/tmp", size_gib = 100 }
    architecture = "ARM64"
    user         = "2000:2000"
    schedule     = { expression = "rate(12 hours)", enabled = false, window_minutes = 15 }
    network = {
      vpc_id                = "vpc-0123456789abcdef0"
      subnet_ids            = ["subnet-0123456789abcdef0"]
      https_cidr_blocks     = ["10.0.0.0/16"]
      https_prefix_list_ids = ["pl-01234567"]
    }
  }

  assert {
    condition = alltrue([
      for name, value in { PGEXPORT_COPY_PART_SIZE = "512MiB", PGEXPORT_TABLE = "app.*", TMPDIR = "/tmp", PGSSLMODE = "require" } :
      contains(jsondecode(output.container_definitions)[0].environment, { name = name, value = value })
    ])
    error_message = "The settings are ${output.container_definitions}."
  }

  assert {
    condition     = one(aws_ecs_task_definition.export[0].ephemeral_storage).size_in_gib == 100 && aws_ecs_task_definition.export[0].cpu == "2048"
    error_message = "The task is not as large as was asked for."
  }

  assert {
    condition     = aws_scheduler_schedule.export.state == "DISABLED" && !aws_cloudwatch_metric_alarm.late[0].actions_enabled
    error_message = "A schedule that is off would be reported as late."
  }

  assert {
    condition     = keys(aws_vpc_security_group_egress_rule.https) == ["10.0.0.0/16"] && length(aws_vpc_security_group_egress_rule.https_prefix_list) == 1
    error_message = "HTTPS is open to others than were named."
  }
}

run "without_scratch_nothing_can_be_written_to" {
  command = plan

  variables {
    scratch = null
  }

  assert {
    condition     = jsondecode(output.container_definitions)[0].mountPoints == [] && !strcontains(output.container_definitions, "SCRATCH")
    error_message = "There is a volume: ${output.container_definitions}."
  }
}

run "without_alarms_there_are_none" {
  command = plan

  variables {
    alarms = null
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.late) + length(aws_sns_topic.alarms) + length(aws_cloudwatch_event_rule.failed) == 0 && output.topic_arn == null
    error_message = "There are alarms."
  }
}

run "what_exists_is_not_made" {
  command = plan

  variables {
    existing = {
      cluster_arn         = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/shared"
      task_role_arn       = "arn:aws-us-gov:iam::123456789012:role/ecs-task-role-app"
      execution_role_arn  = "arn:aws-us-gov:iam::123456789012:role/ecs-execution-role-app"
      scheduler_role_arn  = "arn:aws-us-gov:iam::123456789012:role/scheduler-role-app"
      log_group_name      = "ecs-tasks-app-prod"
      security_group_id   = "sg-0123456789abcdef1"
      task_definition_arn = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/app-export"
    }
    alarms = { topic_arn = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall" }
  }

  assert {
    condition = sum([
      length(aws_ecs_cluster.export), length(aws_iam_role.task), length(aws_iam_role.execution), length(aws_iam_role.scheduler),
      length(aws_iam_role_policy.task), length(aws_iam_role_policy.execution), length(aws_iam_role_policy.scheduler),
      length(aws_cloudwatch_log_group.export), length(aws_security_group.task), length(aws_vpc_security_group_egress_rule.https),
      length(aws_ecs_task_definition.export), length(aws_sns_topic.alarms), length(aws_kms_key.logs),
    ]) == 0
    error_message = "Something is made that was there."
  }

  assert {
    condition = [
      one(aws_scheduler_schedule.export.target).arn, one(aws_scheduler_schedule.export.target).role_arn,
      one(one(aws_scheduler_schedule.export.target).ecs_parameters).task_definition_arn,
      one(one(one(aws_scheduler_schedule.export.target).ecs_parameters).network_configuration).security_groups,
      output.topic_arn, jsondecode(output.container_definitions)[0].logConfiguration.options.awslogs-group,
      ] == [
      "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/shared", "arn:aws-us-gov:iam::123456789012:role/scheduler-role-app",
      "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/app-export", toset(["sg-0123456789abcdef1"]),
      "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall", "ecs-tasks-app-prod",
    ]
    error_message = "What exists is not used."
  }
}

run "a_size_that_fargate_does_not_have_is_refused" {
  command         = plan
  expect_failures = [aws_ecs_task_definition.export]

  variables {
    size = { cpu = 256, memory = 4096 }
  }
}

run "a_name_with_capitals_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "App"
  }
}

run "an_image_without_a_tag_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "registry.example.com/pgexport"
  }
}

run "the_tag_latest_is_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "registry.example.com/pgexport:latest"
  }
}

run "an_unknown_strategy_is_refused" {
  command         = plan
  expect_failures = [var.strategy]

  variables {
    strategy = "dump"
  }
}

run "the_strategy_snapshot_alone_is_refused" {
  command         = plan
  expect_failures = [var.strategy]

  variables {
    strategy = "snapshot"
  }
}

run "tokens_without_a_resource_id_are_refused" {
  command         = plan
  expect_failures = [var.database]

  variables {
    database = {
      host = "app.example.com", name = "app", security_group_id = "sg-0123456789abcdef0", user = "reader"
    }
  }
}

run "the_identifier_of_an_instance_is_no_resource_id" {
  command         = plan
  expect_failures = [var.database]

  variables {
    database = {
      host = "app.example.com", name = "app", security_group_id = "sg-0123456789abcdef0", user = "reader", resource_id = "app"
    }
  }
}

run "a_user_beside_a_secret_is_refused" {
  command         = plan
  expect_failures = [var.database]

  variables {
    database = {
      host = "app.example.com", name = "app", security_group_id = "sg-0123456789abcdef0", user = "reader", auth = "secret", secret_arn = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf"
    }
  }
}

run "a_user_that_is_a_wildcard_is_refused" {
  command         = plan
  expect_failures = [var.database]

  variables {
    database = {
      host = "app.example.com", name = "app", security_group_id = "sg-0123456789abcdef0", user = "*", resource_id = "db-A1"
    }
  }
}

run "a_password_without_its_secret_is_refused" {
  command         = plan
  expect_failures = [var.database]

  variables {
    database = {
      host = "app.example.com", name = "app", security_group_id = "sg-0123456789abcdef0", user = "reader", auth = "password"
    }
  }
}

run "a_uri_is_no_bucket" {
  command         = plan
  expect_failures = [var.location]

  variables {
    location = { bucket = "s3://app-exports" }
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
  expect_failures = [var.location]

  variables {
    location = { bucket = "app-exports", kms_key_arn = "alias/exports" }
  }
}

run "no_subnet_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = { vpc_id = "vpc-0123456789abcdef0", subnet_ids = [] }
  }
}

run "a_cron_of_unix_is_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { expression = "0 3 * * *" }
  }
}

run "more_retries_than_there_are_are_refused" {
  command         = plan
  expect_failures = [var.schedule]

  variables {
    schedule = { retries = 200 }
  }
}

run "an_instance_and_a_cluster_are_refused" {
  command         = plan
  expect_failures = [var.snapshot]

  variables {
    snapshot = { instance = "app", cluster = "app", role_arn = "arn:aws-us-gov:iam::123456789012:role/a", kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1" }
  }
}

run "a_setting_of_another_variable_is_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { "from" = "dbname=app" }
  }
}

run "metrics_that_the_alarms_do_not_watch_are_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { "metrics.namespace" = "other" }
  }
}

run "the_name_of_a_bus_is_no_arn" {
  command         = plan
  expect_failures = [var.event_bus_arn]

  variables {
    event_bus_arn = "default"
  }
}

run "a_variable_is_no_key_of_a_setting" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { PGEXPORT_JOBS = "2" }
  }
}

run "a_password_among_settings_is_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { "iam.endpoint" = "host=a password=b" }
  }
}

run "a_value_is_no_secret" {
  command         = plan
  expect_failures = [var.secrets]

  variables {
    secrets = { PGPASSWORD = "correct-horse" }
  }
}

run "root_is_refused" {
  command         = plan
  expect_failures = [var.user]

  variables {
    user = "0"
  }
}

run "more_scratch_than_fargate_has_is_refused" {
  command         = plan
  expect_failures = [var.scratch]

  variables {
    scratch = { size_gib = 300 }
  }
}

run "a_stop_beyond_fargates_is_refused" {
  command         = plan
  expect_failures = [var.stop_timeout_seconds]

  variables {
    stop_timeout_seconds = 600
  }
}

run "to_look_back_for_longer_than_a_week_is_refused" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { late_after_hours = 200 }
  }
}

run "a_revision_is_refused" {
  command         = plan
  expect_failures = [var.existing]

  variables {
    existing = { task_definition_arn = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/app:7" }
  }
}

# What the program would refuse each night.
run "unchanged_snapshots_are_not_known" {
  command = plan

  variables {
    strategy       = "snapshot"
    skip_unchanged = true
    snapshot = {
      instance    = "app"
      role_arn    = "arn:aws-us-gov:iam::123456789012:role/app-export"
      kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }

  expect_failures = [var.skip_unchanged]
}

run "unchanged_databases_are_skipped" {
  command = plan

  variables {
    skip_unchanged = true
  }

  assert {
    condition     = one(aws_scheduler_schedule.export.target).input == trimspace(file("tests/schedule_input_skip_unchanged.json"))
    error_message = "The schedule's input is ${one(aws_scheduler_schedule.export.target).input}."
  }
}
