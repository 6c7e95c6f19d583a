output "role_arn" {
  description = "The role, as `--snapshot-role-arn` and the module scheduled-export take it."
  value       = aws_iam_role.export.arn
}

output "kms_key_arn" {
  description = "The key, as `--snapshot-kms-key` takes it."
  value       = var.kms_key_arn
}

output "key_policy_denial" {
  description = "A statement as JSON that denies a key to everybody but this account and RDS's exports: for `extra_key_policies` of the module export-bucket, or as a pattern for denials that you have. It denies the key to readers and to replication of other accounts, too."
  value       = data.aws_iam_policy_document.key.json
}

output "policies" {
  description = "All policies that the module makes, as JSON by what they are of."
  value = {
    export = data.aws_iam_policy_document.export.json
    trust  = data.aws_iam_policy_document.trust.json
    key    = data.aws_iam_policy_document.key.json
  }
}
