# What is made in GovCloud, computed by the real provider without a request: every resource is overridden, so nothing is
# made, and what only AWS can tell is given. Apply, since a policy that names the key is unknown in a plan.

provider "aws" {
  region                      = "us-gov-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variables {
  region             = "us-gov-west-1"
  vpc_id             = "vpc-0123456789abcdef0"
  subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  client_cidr_blocks = ["10.0.1.17/32"]
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_resource {
  target = aws_kms_key.exports
  values = { arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
}

override_resource {
  target = aws_s3_bucket.exports
  values = { id = "snapshot-smoke-123456789012-us-gov-west-1" }
}

override_resource {
  target = aws_iam_role.export
  values = { arn = "arn:aws-us-gov:iam::123456789012:role/snapshot-smoke-export" }
}

override_resource {
  target = aws_iam_role.caller
  values = { arn = "arn:aws-us-gov:iam::123456789012:role/snapshot-smoke-caller" }
}

override_resource {
  target = aws_db_instance.database
  values = {
    address            = "db.example.com"
    port               = 5432
    master_user_secret = [{ secret_arn = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:rds!db-1" }]
  }
}

override_resource {
  target = aws_s3_bucket_public_access_block.exports
}

override_resource {
  target = aws_s3_bucket_ownership_controls.exports
}

override_resource {
  target = aws_s3_bucket_versioning.exports
}

override_resource {
  target = aws_s3_bucket_server_side_encryption_configuration.exports
}

override_resource {
  target = aws_s3_bucket_lifecycle_configuration.exports
}

override_resource {
  target = aws_s3_bucket_policy.exports
}

override_resource {
  target = aws_iam_role_policy.export
}

override_resource {
  target = aws_iam_role_policy.caller
}

override_resource {
  target = aws_db_subnet_group.database
}

override_resource {
  target = aws_security_group.database
}

override_resource {
  target = aws_vpc_security_group_ingress_rule.psql
}

run "every_arn_is_of_the_partition" {

  assert {
    condition = alltrue([
      for policy in [
        data.aws_iam_policy_document.bucket.json,
        data.aws_iam_policy_document.key.json,
        data.aws_iam_policy_document.export.json,
        data.aws_iam_policy_document.caller_trust.json,
        data.aws_iam_policy_document.caller.json,
      ] : strcontains(policy, "arn:aws-us-gov:") && !strcontains(policy, "arn:aws:")
    ])
    error_message = "A policy names something of another partition."
  }

  assert {
    condition     = output.partition == "aws-us-gov"
    error_message = "The partition is ${output.partition}."
  }
}

run "the_flags_name_bucket_role_and_key" {

  assert {
    condition = output.flags == [
      "--to", "s3://snapshot-smoke-123456789012-us-gov-west-1/exports/",
      "--aws-region", "us-gov-west-1",
      "--snapshot-database", "smoke",
      "--snapshot-role-arn", "arn:aws-us-gov:iam::123456789012:role/snapshot-smoke-export",
      "--snapshot-kms-key", "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ]
    error_message = "The flags are ${jsonencode(output.flags)}."
  }

  assert {
    condition     = output.instance_flags == ["--snapshot-instance", "snapshot-smoke"]
    error_message = "The instance's flags are ${jsonencode(output.instance_flags)}."
  }
}

run "rds_may_become_the_export_role_and_nobody_else" {

  assert {
    condition = [
      for statement in jsondecode(data.aws_iam_policy_document.export_trust.json).Statement : statement.Principal
    ] == [{ Service = "export.rds.amazonaws.com" }]
    error_message = "The export role trusts ${data.aws_iam_policy_document.export_trust.json}."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(data.aws_iam_policy_document.export.json).Statement : statement.Action
    ])) == toset(["s3:PutObject*", "s3:GetObject*", "s3:ListBucket", "s3:DeleteObject*", "s3:GetBucketLocation"])
    error_message = "The export role may not do what RDS demands, or more: ${data.aws_iam_policy_document.export.json}."
  }
}

run "the_caller_passes_one_role_to_one_service" {

  assert {
    condition = [
      for statement in jsondecode(data.aws_iam_policy_document.caller.json).Statement :
      [statement.Resource, statement.Condition]
      if contains(flatten([statement.Action]), "iam:PassRole")
      ] == [[
        "arn:aws-us-gov:iam::123456789012:role/snapshot-smoke-export",
        { StringEquals = { "iam:PassedToService" = "export.rds.amazonaws.com" } },
    ]]
    error_message = "iam:PassRole is too wide: ${data.aws_iam_policy_document.caller.json}."
  }
}

run "the_caller_makes_and_deletes_only_snapshots_of_its_own" {

  assert {
    condition = toset(flatten([
      for statement in jsondecode(data.aws_iam_policy_document.caller.json).Statement : statement.Resource
      if anytrue([for action in flatten([statement.Action]) : startswith(action, "rds:Delete")])
      ])) == toset([
      "arn:aws-us-gov:rds:us-gov-west-1:123456789012:snapshot:pgexport-*",
      "arn:aws-us-gov:rds:us-gov-west-1:123456789012:cluster-snapshot:pgexport-*",
    ])
    error_message = "Other snapshots can be deleted: ${data.aws_iam_policy_document.caller.json}."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(data.aws_iam_policy_document.caller.json).Statement : statement.Action
      if contains(flatten([statement.Resource]), "*")
      ])) == toset([
      "rds:StartExportTask", "rds:DescribeExportTasks", "rds:CancelExportTask",
      "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots",
    ])
    error_message = "More than looking and exporting is allowed on everything: ${data.aws_iam_policy_document.caller.json}."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(data.aws_iam_policy_document.caller.json).Statement :
      try(statement.Condition.Bool["kms:GrantIsForAWSResource"], "") == "true"
      if contains(flatten([statement.Action]), "kms:CreateGrant")
    ])
    error_message = "Grants can be made for others than AWS: ${data.aws_iam_policy_document.caller.json}."
  }
}

run "the_key_is_denied_to_others_and_not_to_rds" {

  assert {
    condition = [
      for statement in jsondecode(data.aws_iam_policy_document.key.json).Statement : statement.Condition
      if statement.Effect == "Deny"
      ] == [{
        StringNotEqualsIfExists = {
          "aws:PrincipalAccount"     = "123456789012"
          "aws:PrincipalServiceName" = "export.rds.amazonaws.com"
        }
    }]
    error_message = "The key's policy denies ${data.aws_iam_policy_document.key.json}."
  }
}

run "the_key_denies_nothing_when_it_is_not_to" {

  variables {
    deny_others_the_key = false
  }

  assert {
    condition     = !strcontains(data.aws_iam_policy_document.key.json, "Deny")
    error_message = "The key's policy denies ${data.aws_iam_policy_document.key.json}."
  }
}

run "the_bucket_is_closed_versioned_and_encrypted" {

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
    condition     = one(aws_s3_bucket_versioning.exports.versioning_configuration).status == "Enabled"
    error_message = "The bucket has no versions."
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.exports.rule : rule.bucket_key_enabled &&
      one(rule.apply_server_side_encryption_by_default).kms_master_key_id == aws_kms_key.exports.arn
    ])
    error_message = "The bucket does not encrypt with the key and a bucket key."
  }

  assert {
    condition = [
      for statement in jsondecode(data.aws_iam_policy_document.bucket.json).Statement :
      [statement.Effect, statement.Principal, statement.Condition]
    ] == [["Deny", "*", { Bool = { "aws:SecureTransport" = "false" } }]]
    error_message = "The bucket's policy is ${data.aws_iam_policy_document.bucket.json}."
  }

  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.exports.rule :
      one(rule.abort_incomplete_multipart_upload).days_after_initiation
    ]) == 3
    error_message = "Unfinished uploads stay."
  }
}

run "the_password_is_nowhere_in_the_state" {

  assert {
    condition     = aws_db_instance.database.manage_master_user_password && aws_db_instance.database.password == null
    error_message = "The password is not kept by RDS."
  }

  assert {
    condition     = !aws_db_instance.database.publicly_accessible && aws_db_instance.database.storage_encrypted
    error_message = "The instance is public, or not encrypted."
  }
}

run "there_is_no_cluster_unless_it_is_asked_for" {

  assert {
    condition     = length(aws_rds_cluster.aurora) == 0 && length(output.cluster_flags) == 0 && output.cluster == null
    error_message = "A cluster is made that nobody asked for."
  }
}
