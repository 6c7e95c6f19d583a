# The function. What it is told is in its environment, so that an event adds the export's id and whatever is to be otherwise.
locals {
  environment = {
    for name, value in merge(
      { for key, value in var.settings : "PGEXPORT_${upper(replace(key, "/[.-]/", "_"))}" => value },
      {
        PGEXPORT_STRATEGY      = var.strategy
        PGEXPORT_TO            = local.to
        PGEXPORT_LOG_FORMAT    = "json"
        PGEXPORT_AWS_REGION    = local.region
        PGEXPORT_LAMBDA_MARGIN = "${var.margin_seconds}s"
        PGEXPORT_SCRATCH       = "/tmp"
        HOME                   = "/tmp"

        PGEXPORT_METRICS_FORMAT    = "emf"
        PGEXPORT_METRICS_NAMESPACE = local.metrics

        PGHOST             = var.database.host
        PGPORT             = tostring(var.database.port)
        PGDATABASE         = var.database.name
        PGUSER             = var.database.user
        PGSSLMODE          = var.database.ssl_root_cert == null ? "require" : "verify-full"
        PGSSLROOTCERT      = var.database.ssl_root_cert
        PGEXPORT_AUTH      = var.database.auth
        PGEXPORT_SECRET_ID = var.database.auth == "secret" ? var.database.secret_arn : null
      },
    ) : name => value if value != null
  }
}

resource "aws_cloudwatch_log_group" "export" {
  name              = local.log_group
  retention_in_days = var.logs.retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_lambda_function" "export" {
  #checkov:skip=CKV_AWS_50:one function that calls no other has nothing to trace
  #checkov:skip=CKV_AWS_115:two events of one schedule make one export, and no more come
  #checkov:skip=CKV_AWS_116:what fails goes to the queue of aws_lambda_function_event_invoke_config
  #checkov:skip=CKV_AWS_173:no secret is in the environment
  #checkov:skip=CKV_AWS_272:images are not signed by Lambda's code signing
  function_name = var.name
  description   = "pgexport exports ${var.database.name} to ${local.to}"
  role          = aws_iam_role.function.arn
  package_type  = "Image"
  image_uri     = var.image
  architectures = [var.architecture == "ARM64" ? "arm64" : "x86_64"]
  memory_size   = var.size.memory
  timeout       = var.size.timeout_seconds
  kms_key_arn   = var.kms_key_arn

  # docs/lambda.md: the image's own entry point is the command line, and its working directory a task's. Its CMD is passed over.
  image_config {
    entry_point       = ["/usr/lib/jvm/pgexport/bin/java", "@/opt/pgexport/lambda.options"]
    working_directory = "/tmp"
  }

  ephemeral_storage {
    size = var.size.scratch
  }

  environment {
    variables = local.environment
  }

  vpc_config {
    subnet_ids         = var.network.subnet_ids
    security_group_ids = [aws_security_group.function.id]
  }

  # pgexport's lines are JSON already.
  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.export.name
  }

  lifecycle {
    precondition {
      condition     = var.margin_seconds * 2 <= var.size.timeout_seconds
      error_message = "The margin, ${var.margin_seconds} s, is half of the function's timeout of ${var.size.timeout_seconds} s at most: an export has what is left."
    }
  }

  depends_on = [aws_iam_role_policy.function]
}

# A failed export is not tried again by Lambda: what did not fit would not fit again.
resource "aws_lambda_function_event_invoke_config" "export" {
  function_name                = aws_lambda_function.export.function_name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 3600

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }
}

# The events of exports that failed, with their errors.
resource "aws_sqs_queue" "failures" {
  name                      = "${var.name}-failures"
  message_retention_seconds = 14 * 24 * 60 * 60
  sqs_managed_sse_enabled   = true
}
