module "export" {
  source = "../../modules/scheduled-export"

  name     = var.name
  image    = var.image
  location = var.location
  network  = var.network
  existing = var.existing

  # The groups are there, and so is the rule between them.
  database = merge(var.database, { open_security_group = false })

  alarms = { topic_arn = var.topic_arn }
}

# The roles are there, what they may do is not: the module says what is needed.
locals {
  roles = {
    task      = var.existing.task_role_arn
    execution = var.existing.execution_role_arn
    scheduler = var.existing.scheduler_role_arn
  }
}

resource "aws_iam_role_policy" "export" {
  for_each = local.roles

  name   = "pgexport-${var.name}"
  role   = reverse(split("/", each.value))[0]
  policy = module.export.policies[each.key]
}
