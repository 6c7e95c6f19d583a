output "cluster_arn" {
  description = "The ECS cluster that the task runs in."
  value       = local.cluster_arn
}

output "task_definition_arn" {
  description = "The task definition, without a revision."
  value       = local.task_definition_arn
}

output "container_definitions" {
  description = "What the task runs, as ECS takes it, for whoever registers revisions otherwise. It holds no secret."
  value       = jsonencode([for container in local.container_definitions : { for key, value in container : key => value if value != null }])
}

output "schedule_arn" {
  description = "The schedule."
  value       = aws_scheduler_schedule.export.arn
}

output "role_arns" {
  description = "The roles: `task`, `execution`, `scheduler`."
  value = {
    task      = local.task_role_arn
    execution = local.execution_role_arn
    scheduler = local.scheduler_role_arn
  }
}

output "policies" {
  description = "What the roles are allowed, as JSON by their names, and whom they trust, as `tasks_trust` and `scheduler_trust`: for roles that you bring."
  value = {
    task            = data.aws_iam_policy_document.task.json
    execution       = data.aws_iam_policy_document.execution.json
    scheduler       = data.aws_iam_policy_document.scheduler.json
    tasks_trust     = data.aws_iam_policy_document.tasks_trust.json
    scheduler_trust = data.aws_iam_policy_document.scheduler_trust.json
  }
}

output "security_group_id" {
  description = "The task's security group."
  value       = local.security_group_id
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
  description = "`dead_letters`: starts that AWS refused; `failures`: events of tasks that failed."
  value       = { dead_letters = local.dead_letters_arn, failures = var.alarms == null ? null : local.failures_arn }
}

output "location" {
  description = "Where exports are, as pgexport takes it."
  value       = local.to
}

output "run_now" {
  description = "The command of the AWS CLI that makes an export now, beside the schedule; its id is by the time."
  value = join(" ", [
    "aws ecs run-task --launch-type FARGATE --region ${local.region}",
    "--cluster ${local.cluster_arn} --task-definition ${local.task_definition_arn}",
    "--network-configuration 'awsvpcConfiguration={subnets=[${join(",", var.network.subnet_ids)}],securityGroups=[${local.security_group_id}],assignPublicIp=${var.network.assign_public_ip ? "ENABLED" : "DISABLED"}}'",
  ])
}
