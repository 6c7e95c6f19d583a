output "flags" {
  description = "Of pgexport run --strategy snapshot, one word each; all but the one that names what is exported."
  value = [
    "--to", "s3://${aws_s3_bucket.exports.id}/exports/",
    "--aws-region", var.region,
    "--snapshot-database", local.database,
    "--snapshot-role-arn", aws_iam_role.export.arn,
    "--snapshot-kms-key", aws_kms_key.exports.arn,
  ]
}

output "instance_flags" {
  description = "What names the instance as what is exported."
  value       = ["--snapshot-instance", aws_db_instance.database.identifier]
}

output "cluster_flags" {
  description = "What names the Aurora cluster as what is exported; empty where there is none."
  value       = flatten([for cluster in aws_rds_cluster.aurora : ["--snapshot-cluster", cluster.cluster_identifier]])
}

output "caller_role_arn" {
  description = "The role to run pgexport as."
  value       = aws_iam_role.caller.arn
}

# The rest is what check reads.

output "partition" {
  description = "Of AWS."
  value       = local.partition
}

output "account" {
  description = "The account's number."
  value       = local.account
}

output "region" {
  description = "Where everything is."
  value       = var.region
}

output "bucket" {
  description = "Where RDS writes."
  value       = aws_s3_bucket.exports.id
}

output "export_role_arn" {
  description = "The role that RDS writes with."
  value       = aws_iam_role.export.arn
}

output "kms_key_arn" {
  description = "The key that RDS encrypts with."
  value       = aws_kms_key.exports.arn
}

output "instance" {
  description = "The instance, and how psql gets there; the password is in the secret."
  value = {
    identifier = aws_db_instance.database.identifier
    host       = aws_db_instance.database.address
    port       = aws_db_instance.database.port
    user       = local.user
    database   = local.database
    secret_arn = one(aws_db_instance.database.master_user_secret[*].secret_arn)
  }
}

output "cluster" {
  description = "The same of the Aurora cluster; null where there is none."
  value = one([for cluster in aws_rds_cluster.aurora : {
    identifier = cluster.cluster_identifier
    host       = cluster.endpoint
    port       = cluster.port
    user       = local.user
    database   = local.database
    secret_arn = one(cluster.master_user_secret[*].secret_arn)
  }])
}
