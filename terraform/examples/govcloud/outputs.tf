output "location" {
  description = "Where exports will be."
  value       = module.export.location
}

output "for_the_consumer" {
  description = "What the consumer's bucket policy and key policy have to allow, as JSON."
  value = {
    bucket_policy        = module.bucket.destination_bucket_policy
    key_policy_statement = module.bucket.destination_key_policy_statement
  }
}

output "workflow_role_arn" {
  description = "The role that workflows become, as `role-to-assume` takes it."
  value       = module.workflows.role_arn
}

output "run_now" {
  description = "The command that makes an export now."
  value       = module.export.run_now
}
