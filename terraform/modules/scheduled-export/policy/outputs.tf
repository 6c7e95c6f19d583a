output "json" {
  description = "What a role is allowed that exports to the location from the database."
  value       = data.aws_iam_policy_document.export.json
}
