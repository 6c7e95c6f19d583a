output "role_arn" {
  description = "The role, as `role-to-assume` takes it."
  value       = aws_iam_role.workflows.arn
}

output "provider_arn" {
  description = "The account's identity provider of GitHub."
  value       = local.provider_arn
}

output "subjects" {
  description = "The subjects that are let in."
  value       = local.subjects
}

output "policies" {
  description = "The policy that the module makes, as JSON: `trust`."
  value       = { trust = data.aws_iam_policy_document.trust.json }
}
