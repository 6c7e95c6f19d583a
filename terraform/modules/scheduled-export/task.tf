resource "aws_ecs_cluster" "export" {
  count = var.existing.cluster_arn == null ? 1 : 0

  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

locals {
  container_definitions = [{
    name                   = local.container
    image                  = var.image
    command                = ["run", "--json"]
    essential              = true
    user                   = var.user
    readonlyRootFilesystem = true
    privileged             = false
    stopTimeout            = var.stop_timeout_seconds
    environment            = [for name, value in local.environment : { name = name, value = value }]
    secrets                = [for name, arn in local.secrets : { name = name, valueFrom = arn }]
    mountPoints = var.scratch == null ? [] : [
      { sourceVolume = "scratch", containerPath = var.scratch.path, readOnly = false }
    ]
    repositoryCredentials = var.image_pull_secret_arn == null ? null : { credentialsParameter = var.image_pull_secret_arn }
    linuxParameters = {
      initProcessEnabled = true # hands signals on, and buries what pg_dump leaves
      capabilities       = { drop = ["ALL"] }
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = local.log_group
        awslogs-region        = local.region
        awslogs-stream-prefix = local.container
        # An export does not wait for its logs.
        mode            = "non-blocking"
        max-buffer-size = "10m"
      }
    }
  }]
}

resource "aws_ecs_task_definition" "export" {
  count = var.existing.task_definition_arn == null ? 1 : 0

  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = local.cpu
  memory                   = local.memory
  task_role_arn            = local.task_role_arn
  execution_role_arn       = local.execution_role_arn
  container_definitions = jsonencode([
    for container in local.container_definitions : { for key, value in container : key => value if value != null }
  ])

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = var.scratch == null ? [] : [true]

    content {
      name = "scratch"
    }
  }

  dynamic "ephemeral_storage" {
    for_each = var.scratch == null ? [] : var.scratch.size_gib > 20 ? [var.scratch.size_gib] : []

    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  lifecycle {
    create_before_destroy = true # a start in between finds one

    precondition {
      condition     = contains(lookup(local.memories, local.cpu, []), local.memory)
      error_message = "Fargate has no task of ${local.cpu} CPU units and ${local.memory} MiB. With so many units it offers, in MiB: ${jsonencode(lookup(local.memories, local.cpu, []))}."
    }
  }

  depends_on = [aws_iam_role.task, aws_iam_role.execution]
}
