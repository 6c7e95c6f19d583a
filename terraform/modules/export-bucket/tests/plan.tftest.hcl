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
  name = "app-exports"
}

run "own_key" {
  command = plan

  variables {
    readers = ["arn:aws-us-gov:iam::210987654321:role/reader"]
    retention = {
      exports = { expire_days = 400, transition_days = 30 }
      scratch = { expire_days = 7 }
    }
    object_lock = { days = 30 }
    access_logs = { bucket = "access-logs", prefix = "app-exports/" }
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.exports.block_public_acls,
      aws_s3_bucket_public_access_block.exports.block_public_policy,
      aws_s3_bucket_public_access_block.exports.ignore_public_acls,
      aws_s3_bucket_public_access_block.exports.restrict_public_buckets,
    ])
    error_message = "The bucket can be made public."
  }

  assert {
    condition     = one(aws_s3_bucket_versioning.exports.versioning_configuration).status == "Enabled" && aws_s3_bucket.exports.object_lock_enabled
    error_message = "The bucket has no versions, or no lock."
  }

  assert {
    condition     = one(one(aws_s3_bucket_object_lock_configuration.exports[0].rule).default_retention).mode == "GOVERNANCE"
    error_message = "Versions are kept otherwise."
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.exports.rule :
      rule.bucket_key_enabled && one(rule.apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    ]) && aws_kms_key.exports[0].enable_key_rotation
    error_message = "The bucket does not encrypt with a key of KMS and a bucket key, or that does not rotate."
  }

  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.exports.rule : [
      rule.id, try(one(rule.filter).prefix, null),
      try(one(rule.abort_incomplete_multipart_upload).days_after_initiation, null),
      try(one(rule.noncurrent_version_expiration).noncurrent_days, null),
      try(one(rule.transition).days, null), try(one(rule.transition).storage_class, null),
      try(one(rule.expiration).days, null), rule.status,
      ]]) == jsonencode([
      ["leftovers", "", 3, 7, null, null, 0, "Enabled"],
      ["retention of exports", "exports/", null, null, 30, "GLACIER_IR", 400, "Enabled"],
      ["retention of scratch", "scratch/", null, null, null, null, 7, "Enabled"],
    ])
    error_message = "The lifecycle is ${jsonencode(aws_s3_bucket_lifecycle_configuration.exports.rule)}."
  }

  # Without the header the bucket's own encryption holds.
  assert {
    condition = [
      for statement in jsondecode(output.policies.bucket).Statement : statement.Condition if statement.Sid == "KmsOnly"
      ] == [{
        Null            = { "s3:x-amz-server-side-encryption" = "false" }
        StringNotEquals = { "s3:x-amz-server-side-encryption" = ["aws:kms", "aws:kms:dsse"] }
    }]
    error_message = "Other encryption is refused otherwise: ${output.policies.bucket}."
  }

  assert {
    condition     = length(aws_s3_bucket_replication_configuration.exports) + length(aws_cloudwatch_metric_alarm.delivery) == 0 && output.destination_bucket_policy == null
    error_message = "Something is handed on that nobody asked for."
  }
}

run "handed_on" {
  command = plan

  variables {
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    replication = {
      bucket_arn  = "arn:aws-us-gov:s3:::consumer"
      account_id  = "210987654321"
      kms_key_arn = "arn:aws-us-gov:kms:us-gov-east-1:210987654321:key/of-the-consumer"
      prefix      = "exports/"
      topic_arns  = ["arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall"]
    }
  }

  assert {
    condition = [for rule in aws_s3_bucket_replication_configuration.exports[0].rule : [
      rule.status, one(rule.filter).prefix, one(rule.delete_marker_replication).status,
      one(one(rule.source_selection_criteria).sse_kms_encrypted_objects).status,
      one(rule.destination).bucket, one(rule.destination).account,
      one(one(rule.destination).access_control_translation).owner,
      one(one(rule.destination).encryption_configuration).replica_kms_key_id,
      one(one(rule.destination).metrics).status, length(one(rule.destination).replication_time),
      ]] == [[
      "Enabled", "exports/", "Disabled", "Enabled", "arn:aws-us-gov:s3:::consumer", "210987654321", "Destination",
      "arn:aws-us-gov:kms:us-gov-east-1:210987654321:key/of-the-consumer", "Enabled", 0,
    ]]
    error_message = "The replication is ${jsonencode(aws_s3_bucket_replication_configuration.exports[0].rule)}."
  }

  assert {
    condition = jsonencode({ for name, alarm in aws_cloudwatch_metric_alarm.delivery : name => [alarm.metric_name, alarm.threshold, alarm.dimensions] }) == jsonencode({
      failed = ["OperationsFailedReplication", 0, { SourceBucket = "app-exports", DestinationBucket = "consumer", RuleId = "to-the-consumer" }]
      late   = ["ReplicationLatency", 3600, { SourceBucket = "app-exports", DestinationBucket = "consumer", RuleId = "to-the-consumer" }]
    })
    error_message = "Nobody would notice what is not delivered."
  }

  assert {
    condition     = length(aws_kms_key.exports) == 0 && output.kms_key_arn == "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    error_message = "Another key is made."
  }

  assert {
    condition     = alltrue([for policy in values(output.policies) : !strcontains(policy, "arn:aws:")])
    error_message = "A policy names another partition."
  }
}

run "within_fifteen_minutes" {
  command = plan

  variables {
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    replication = {
      bucket_arn   = "arn:aws-us-gov:s3:::consumer"
      account_id   = "210987654321"
      kms_key_arn  = "arn:aws-us-gov:kms:us-gov-west-1:210987654321:key/of-the-consumer"
      time_control = true
    }
  }

  assert {
    condition = [for rule in aws_s3_bucket_replication_configuration.exports[0].rule : [
      one(one(one(rule.destination).replication_time).time).minutes, one(one(one(rule.destination).metrics).event_threshold).minutes,
    ]] == [[15, 15]]
    error_message = "S3 promises nothing."
  }
}

run "commercial" {
  command   = plan
  providers = { aws = aws.commercial }

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    replication = {
      bucket_arn  = "arn:aws:s3:::consumer"
      account_id  = "210987654321"
      kms_key_arn = "arn:aws:kms:eu-central-1:210987654321:key/of-the-consumer"
    }
  }
}
