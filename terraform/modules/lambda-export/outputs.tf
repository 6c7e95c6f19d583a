output "function_arn" {
  description = "The function."
  value       = local.function_arn
}

output "schedule_arn" {
  description = "The schedule."
  value       = aws_scheduler_schedule.export.arn
}

output "role_arns" {
  description = "The roles: `function`, `scheduler`."
  value       = { function = aws_iam_role.function.arn, scheduler = aws_iam_role.scheduler.arn }
}

output "policies" {
  description = "What the roles are allowed, as JSON by their names, and whom they trust, as `function_trust` and `scheduler_trust`."
  value = {
    function        = data.aws_iam_policy_document.function.json
    scheduler       = data.aws_iam_policy_document.scheduler.json
    function_trust  = data.aws_iam_policy_document.function_trust.json
    scheduler_trust = data.aws_iam_policy_document.scheduler_trust.json
  }
}

output "security_group_id" {
  description = "The function's security group."
  value       = aws_security_group.function.id
}

output "log_group_name" {
  description = "Where the logs are."
  value       = local.log_group
}

output "topic_arn" {
  description = "Whom the alarms tell; null without alarms."
  value       = one(local.tell)
}

output "queue_arns" {
  description = "`dead_letters`: events that Lambda refused; `failures`: events of exports that failed, with their errors."
  value       = { dead_letters = local.dead_letters_arn, failures = local.failures_arn }
}

output "location" {
  description = "Where exports are, as pgexport takes it."
  value       = local.to
}

output "run_now" {
  description = "The command of the AWS CLI that makes an export now, beside the schedule; its id is by the time."
  value       = "aws lambda invoke --region ${local.region} --function-name ${var.name} --invocation-type Event --cli-binary-format raw-in-base64-out --payload '{}' /dev/stdout"
}
