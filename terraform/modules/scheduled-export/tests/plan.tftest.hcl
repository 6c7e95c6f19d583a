# What the real provider plans, offline, in two partitions. test.d/policies asks the policies for single actions, by
# policies.cases; test.d/strategy compares the plans of the first three runs.

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
  name  = "app"
  image = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0"
  database = {
    host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
    name              = "app"
    user              = "reader"
    resource_id       = "db-ABCDEFGHIJKL01234"
    ssl_root_cert     = "/etc/ssl/rds.pem"
    security_group_id = "sg-0123456789abcdef0"
  }
  location = {
    bucket      = "app-exports"
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  network = {
    vpc_id     = "vpc-0123456789abcdef0"
    subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  }
  snapshot = {
    instance    = "app"
    role_arn    = "arn:aws-us-gov:iam::123456789012:role/app-export"
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
}

run "copy" {
  command = plan

  assert {
    condition = [for container in jsondecode(output.container_definitions) : [
      container.user, container.readonlyRootFilesystem, container.privileged, container.stopTimeout,
      container.linuxParameters, container.mountPoints, container.command, container.secrets,
      ]] == [[
      "1042", true, false, 120,
      { initProcessEnabled = true, capabilities = { drop = ["ALL"] } },
      [{ sourceVolume = "scratch", containerPath = "/scratch", readOnly = false }],
      ["run", "--json"], [],
    ]]
    error_message = "The container is ${output.container_definitions}."
  }

  assert {
    condition = [for container in jsondecode(output.container_definitions) : { for variable in container.environment : variable.name => variable.value }] == [{
      PGEXPORT_STRATEGY   = "copy"
      PGEXPORT_TO         = "s3://app-exports/exports/"
      PGEXPORT_LOG_FORMAT = "json"
      PGEXPORT_AWS_REGION = "us-gov-west-1"

      PGEXPORT_METRICS_FORMAT    = "emf"
      PGEXPORT_METRICS_NAMESPACE = "pgexport/app"
      PGEXPORT_AUDIT             = "true"

      PGEXPORT_AUTH    = "iam"
      PGEXPORT_SCRATCH = "/scratch"
      TMPDIR           = "/scratch"
      PGHOST           = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      PGPORT           = "5432"
      PGDATABASE       = "app"
      PGUSER           = "reader"
      PGSSLMODE        = "verify-full"
      PGSSLROOTCERT    = "/etc/ssl/rds.pem"
    }]
    error_message = "The environment is ${output.container_definitions}."
  }

  assert {
    condition     = aws_ecs_task_definition.export[0].container_definitions == output.container_definitions
    error_message = "The output is not what is registered."
  }

  assert {
    condition = [
      aws_ecs_task_definition.export[0].cpu, aws_ecs_task_definition.export[0].memory, aws_ecs_task_definition.export[0].network_mode,
      one(aws_ecs_task_definition.export[0].requires_compatibilities),
    ] == ["1024", "2048", "awsvpc", "FARGATE"]
    error_message = "The task is of ${aws_ecs_task_definition.export[0].cpu} CPU units and ${aws_ecs_task_definition.export[0].memory} MiB."
  }

  # The scheduler puts the time in only where it sees these very characters. What a task does that is started so, a test of the
  # image says (ScheduledTaskTest), which reads the same file.
  assert {
    condition     = one(aws_scheduler_schedule.export.target).input == trimspace(file("tests/schedule_input.json"))
    error_message = "The schedule's input is ${one(aws_scheduler_schedule.export.target).input}."
  }

  assert {
    condition = [
      one(one(aws_scheduler_schedule.export.target).retry_policy).maximum_retry_attempts,
      one(one(aws_scheduler_schedule.export.target).retry_policy).maximum_event_age_in_seconds,
      one(one(aws_scheduler_schedule.export.target).dead_letter_config).arn,
      one(one(aws_scheduler_schedule.export.target).ecs_parameters).task_definition_arn,
      one(one(aws_scheduler_schedule.export.target).ecs_parameters).launch_type,
      one(one(one(aws_scheduler_schedule.export.target).ecs_parameters).network_configuration).assign_public_ip,
      ] == [
      3, 3600, "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:app-dead-letters",
      "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/app", "FARGATE", false,
    ]
    error_message = "The schedule starts otherwise: ${jsonencode(aws_scheduler_schedule.export.target)}."
  }

  assert {
    condition = alltrue([for policy in concat(values(output.policies), [
      data.aws_iam_policy_document.key.json, data.aws_iam_policy_document.topic.json, data.aws_iam_policy_document.failures.json,
      aws_cloudwatch_event_rule.failed[0].event_pattern,
    ]) : !strcontains(policy, "arn:aws:")])
    error_message = "Something names another partition."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.failed[0].event_pattern).detail == {
      lastStatus        = ["STOPPED"]
      taskDefinitionArn = [{ prefix = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task-definition/app:" }]
      "$or" = [
        { containers = { name = ["pgexport"], exitCode = [{ anything-but = [0] }] } },
        { containers = { exitCode = [{ exists = false }] } },
        { stopCode = ["TaskFailedToStart", "SpotInterruption"] },
      ]
    }
    error_message = "The rule matches ${aws_cloudwatch_event_rule.failed[0].event_pattern}."
  }

  assert {
    condition = [
      aws_cloudwatch_metric_alarm.late[0].period, aws_cloudwatch_metric_alarm.late[0].evaluation_periods,
      aws_cloudwatch_metric_alarm.late[0].datapoints_to_alarm, aws_cloudwatch_metric_alarm.late[0].comparison_operator,
      aws_cloudwatch_metric_alarm.late[0].treat_missing_data, aws_cloudwatch_metric_alarm.late[0].actions_enabled,
    ] == [3600, 13, 13, "LessThanThreshold", "breaching", true]
    error_message = "A run that never starts would not be noticed."
  }

  assert {
    condition = [
      for alarm in [aws_cloudwatch_metric_alarm.late[0], aws_cloudwatch_metric_alarm.slow[0]] : [alarm.namespace, alarm.metric_name, alarm.dimensions == null]
      ] == [
      ["pgexport/app", "SuccessfulExport", true], ["pgexport/app", "ExportSeconds", true],
    ]
    error_message = "What is counted is not what is watched."
  }

  assert {
    condition = [
      aws_vpc_security_group_egress_rule.database[0].from_port, aws_vpc_security_group_egress_rule.database[0].referenced_security_group_id,
      [for rule in aws_vpc_security_group_egress_rule.https : [rule.from_port, rule.to_port, rule.cidr_ipv4]],
      aws_vpc_security_group_ingress_rule.database[0].security_group_id,
    ] == [5432, "sg-0123456789abcdef0", [[443, 443, "0.0.0.0/0"]], "sg-0123456789abcdef0"]
    error_message = "More, or less, is open than the database and HTTPS."
  }

  assert {
    condition     = aws_cloudwatch_log_group.export[0].retention_in_days == 365 && aws_kms_key.logs[0].enable_key_rotation
    error_message = "Logs are kept otherwise."
  }
}

run "pgdump" {
  command = plan

  variables {
    strategy = "pgdump"
  }
}

run "snapshot" {
  command = plan

  variables {
    strategy = "snapshot"
  }

  assert {
    condition = [for container in jsondecode(output.container_definitions) : { for variable in container.environment : variable.name => variable.value }] == [{
      PGEXPORT_STRATEGY          = "snapshot"
      PGEXPORT_TO                = "s3://app-exports/exports/"
      PGEXPORT_LOG_FORMAT        = "json"
      PGEXPORT_AWS_REGION        = "us-gov-west-1"
      PGEXPORT_METRICS_FORMAT    = "emf"
      PGEXPORT_METRICS_NAMESPACE = "pgexport/app"
      PGEXPORT_AUDIT             = "true"
      PGEXPORT_SCRATCH           = "/scratch"
      TMPDIR                     = "/scratch"
      PGEXPORT_SNAPSHOT_DATABASE = "app"
      PGEXPORT_SNAPSHOT_INSTANCE = "app"
      PGEXPORT_SNAPSHOT_ROLE_ARN = "arn:aws-us-gov:iam::123456789012:role/app-export"
      PGEXPORT_SNAPSHOT_KMS_KEY  = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }]
    error_message = "The environment is ${output.container_definitions}."
  }

  assert {
    condition     = [aws_ecs_task_definition.export[0].cpu, aws_ecs_task_definition.export[0].memory] == ["256", "512"]
    error_message = "The task waits with ${aws_ecs_task_definition.export[0].cpu} CPU units and ${aws_ecs_task_definition.export[0].memory} MiB."
  }
}

run "cluster_live" {
  command = plan

  variables {
    strategy = "snapshot"
    snapshot = {
      cluster     = "app"
      role_arn    = "arn:aws-us-gov:iam::123456789012:role/app-export"
      kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      catalog     = true
    }
  }
}

run "cluster_create" {
  command = plan

  variables {
    strategy = "snapshot"
    snapshot = {
      cluster     = "app"
      mode        = "create"
      role_arn    = "arn:aws-us-gov:iam::123456789012:role/app-export"
      kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  }
}

run "secret" {
  command = plan

  variables {
    image = "registry.example.com/pgexport:0.1.0"
    database = {
      host               = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      name               = "app"
      auth               = "secret"
      secret_arn         = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf"
      secret_kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/of-secrets"
      security_group_id  = "sg-0123456789abcdef0"
    }
    location = { bucket = "app-exports", prefix = "" }
    settings = { "s3.tags" = "team=data", "s3.acl" = "bucket-owner-full-control" }

    event_bus_arn = "arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/exports"
  }
}

run "password" {
  command = plan

  variables {
    image                 = "registry.example.com/pgexport:0.1.0"
    image_pull_secret_arn = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:registry-AbCdEf"
    database = {
      host               = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      name               = "app"
      user               = "reader"
      auth               = "password"
      secret_arn         = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf"
      secret_kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/of-secrets"
      security_group_id  = "sg-0123456789abcdef0"
    }
    secrets = { PGSSLPASSWORD = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:other-AbCdEf:key::" }
  }

  assert {
    condition = [
      for container in jsondecode(output.container_definitions) : { for secret in container.secrets : secret.name => secret.valueFrom }
      ] == [{
        PGPASSWORD    = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf:password::"
        PGSSLPASSWORD = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:other-AbCdEf:key::"
    }]
    error_message = "The secrets are ${output.container_definitions}."
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  variables {
    image    = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/pgexport@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    strategy = "snapshot"
    location = { bucket = "app-exports" }
    snapshot = {
      instance    = "app"
      role_arn    = "arn:aws:iam::123456789012:role/app-export"
      kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      catalog     = true
    }
  }

  assert {
    condition     = !strcontains(jsonencode(output.policies), "aws-us-gov")
    error_message = "A policy names something of another partition."
  }
}
