# What the real provider plans, offline, in two partitions. test.d/policies asks the policies for single actions, by
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
}

run "copy" {
  command = plan

  assert {
    condition = [
      aws_lambda_function.export.package_type, aws_lambda_function.export.memory_size, aws_lambda_function.export.timeout,
      one(aws_lambda_function.export.ephemeral_storage).size, one(aws_lambda_function.export.architectures),
      one(aws_lambda_function.export.image_config).entry_point, one(aws_lambda_function.export.image_config).working_directory,
      ] == [
      "Image", 1769, 900, 512, "x86_64",
      tolist(["/usr/lib/jvm/pgexport/bin/java", "@/opt/pgexport/lambda.options"]), "/tmp",
    ]
    error_message = "The function is ${jsonencode(aws_lambda_function.export)}."
  }

  assert {
    condition = one(aws_lambda_function.export.environment).variables == tomap({
      PGEXPORT_STRATEGY      = "copy"
      PGEXPORT_TO            = "s3://app-exports/exports/"
      PGEXPORT_LOG_FORMAT    = "json"
      PGEXPORT_AWS_REGION    = "us-gov-west-1"
      PGEXPORT_AUTH          = "iam"
      PGEXPORT_LAMBDA_MARGIN = "30s"
      PGEXPORT_SCRATCH       = "/tmp"
      HOME                   = "/tmp"

      PGEXPORT_METRICS_FORMAT    = "emf"
      PGEXPORT_METRICS_NAMESPACE = "pgexport/app"

      PGHOST        = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      PGPORT        = "5432"
      PGDATABASE    = "app"
      PGUSER        = "reader"
      PGSSLMODE     = "verify-full"
      PGSSLROOTCERT = "/etc/ssl/rds.pem"
    })
    error_message = "The environment is ${jsonencode(aws_lambda_function.export.environment)}."
  }

  # The scheduler puts the time in only where it sees these very characters.
  assert {
    condition     = one(aws_scheduler_schedule.export.target).input == "{\"id\":\"app-<aws.scheduler.scheduled-time>\"}"
    error_message = "The schedule's input is ${one(aws_scheduler_schedule.export.target).input}."
  }

  assert {
    condition     = [aws_lambda_function_event_invoke_config.export.maximum_retry_attempts, aws_cloudwatch_metric_alarm.tight[0].threshold] == [0, 675000]
    error_message = "A failed export is tried again, or tight is ${aws_cloudwatch_metric_alarm.tight[0].threshold} ms."
  }
}

run "pgdump" {
  command = plan

  variables {
    strategy = "pgdump"
    settings = { "pgdump.mode" = "staged" }
    size     = { memory = 3008, scratch = 10240 }
    schedule = { enabled = false }
    alarms   = null
  }

  assert {
    condition     = one(aws_lambda_function.export.environment).variables.PGEXPORT_PGDUMP_MODE == "staged" && one(aws_lambda_function.export.ephemeral_storage).size == 10240
    error_message = "The settings are not handed on."
  }
}

run "secret" {
  command = plan

  variables {
    database = {
      host               = "app.abc123.us-gov-west-1.rds.amazonaws.com"
      name               = "app"
      auth               = "secret"
      secret_arn         = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:app-AbCdEf"
      secret_kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/5678abcd-12ab-34cd-56ef-1234567890ab"
      security_group_id  = "sg-0123456789abcdef0"
    }
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  assert {
    condition     = output.function_arn == "arn:aws:lambda:eu-central-1:123456789012:function:app"
    error_message = "The function is ${output.function_arn}."
  }
}
