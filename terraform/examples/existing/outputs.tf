output "trust" {
  description = "Whom the roles have to trust, as JSON."
  value = {
    task_and_execution = module.export.policies.tasks_trust
    scheduler          = module.export.policies.scheduler_trust
  }
}

output "run_now" {
  description = "The command that makes an export now."
  value       = module.export.run_now
}
