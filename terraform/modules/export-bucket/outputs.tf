output "bucket" {
  description = "The bucket's name."
  value       = aws_s3_bucket.exports.id
}

output "bucket_arn" {
  description = "The bucket's ARN."
  value       = local.bucket_arn
}

output "kms_key_arn" {
  description = "The key that objects are encrypted with."
  value       = local.key_arn
}

output "location" {
  description = "What the module scheduled-export takes as `location`, with its prefix `exports`."
  value       = { bucket = aws_s3_bucket.exports.id, prefix = "exports", kms_key_arn = local.key_arn }
}

output "destination_bucket_policy" {
  description = "What the consumer's bucket policy has to allow, as JSON; null without replication."
  value       = var.replication == null ? null : data.aws_iam_policy_document.destination_bucket.json
}

output "destination_key_policy_statement" {
  description = "What the policy of the consumer's key has to allow, as JSON; null without replication."
  value       = var.replication == null ? null : data.aws_iam_policy_document.destination_key.json
}

output "policies" {
  description = "All policies that the module makes, as JSON by what they are of."
  value = {
    for name, policy in {
      bucket             = data.aws_iam_policy_document.bucket.json
      key                = var.kms_key_arn == null ? data.aws_iam_policy_document.key.json : null
      replication        = var.replication == null ? null : data.aws_iam_policy_document.replication.json
      replication_trust  = var.replication == null ? null : data.aws_iam_policy_document.replication_trust.json
      destination_bucket = var.replication == null ? null : data.aws_iam_policy_document.destination_bucket.json
      destination_key    = var.replication == null ? null : data.aws_iam_policy_document.destination_key.json
    } : name => policy if policy != null
  }
}
