output "location" {
  description = "Where exports will be."
  value       = module.export.location
}

output "topic_arn" {
  description = "The topic of the alarms: subscribe to it."
  value       = module.export.topic_arn
}

output "run_now" {
  description = "The command that makes an export now."
  value       = module.export.run_now
}
