variable "name" {
  description = "What all names begin with, and the ids of the exports: `app` makes `app-20261121T010203Z`. One a schedule in an account and region."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 40
    error_message = "A name has at most 40 lower-case letters, digits and single hyphens, and a letter first."
  }
}

variable "image" {
  description = "The container image, with a tag or, better, a digest. It starts pgexport, has the certificates that `database.ssl_root_cert` names, and declares `scratch.path` a `VOLUME` of its user."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._/:-]*(:[A-Za-z0-9_][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})$", var.image))
    error_message = "An image is named with its tag or digest, as 123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0."
  }

  validation {
    condition     = !endswith(var.image, ":latest")
    error_message = "The tag latest is another image tomorrow: name a version or a digest."
  }
}

variable "image_pull_secret_arn" {
  description = "The secret of Secrets Manager with user and password of the registry, where that is private and not ECR."
  type        = string
  default     = null
}

variable "strategy" {
  description = "How the data leaves the database: `copy`, `pgdump` or `snapshot`. Size and permissions of the task follow."
  type        = string
  default     = "copy"

  validation {
    condition     = contains(["copy", "pgdump", "snapshot"], var.strategy)
    error_message = "The strategy is copy, pgdump or snapshot."
  }

  validation {
    condition     = var.strategy != "snapshot" || var.snapshot != null
    error_message = "The strategy snapshot needs the variable snapshot, which names what RDS exports, the role and the key."
  }
}

variable "database" {
  description = <<-END
    The database:
    - `auth`: `iam` for tokens, which need `resource_id`; `secret` for user and password that the program reads from
      `secret_arn`, and reads again when they rotate; `password` for a password that ECS puts into `PGPASSWORD`.
    - `resource_id`: of the instance (`db-...`), cluster (`cluster-...`) or proxy (`prx-...`).
    - `secret_arn`: a secret of Secrets Manager in RDS's form; `secret_kms_key_arn` where it is under a key of your own.
    - `ssl_root_cert`: RDS's certificates within the image. Without it the server is not verified.
    - `security_group_id`: the database's, which the task may connect to; `open_security_group` adds the rule to it that
      lets the task in.
  END
  type = object({
    host                = string
    port                = optional(number, 5432)
    name                = string
    user                = optional(string)
    auth                = optional(string, "iam")
    resource_id         = optional(string)
    secret_arn          = optional(string)
    secret_kms_key_arn  = optional(string)
    ssl_root_cert       = optional(string)
    security_group_id   = string
    open_security_group = optional(bool, true)
  })

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9.-]*$", var.database.host))
    error_message = "The host is one name, as app.abc123.us-gov-west-1.rds.amazonaws.com."
  }

  validation {
    condition     = contains(["iam", "secret", "password"], var.database.auth)
    error_message = "auth is iam, secret or password."
  }

  validation {
    condition     = var.database.auth != "iam" || can(regex("^(db|cluster|prx)-[A-Za-z0-9]+$", var.database.resource_id))
    error_message = "auth iam needs the resource_id, as db-ABCDEFGHIJKL01234: the instance's resource_id in Terraform, not its identifier."
  }

  validation {
    condition     = var.database.auth == "iam" || can(regex("^arn:[a-z0-9-]+:secretsmanager:", var.database.secret_arn))
    error_message = "auth secret and auth password need the secret_arn, of Secrets Manager."
  }

  validation {
    condition     = var.database.auth == "secret" ? var.database.user == null : can(regex("^[^\\s*?]+$", var.database.user))
    error_message = "auth iam and auth password need a user; with auth secret it is the secret's, and none is given beside it."
  }

  validation {
    condition     = can(regex("^sg-[0-9a-f]+$", var.database.security_group_id))
    error_message = "A security group is named as sg-0123456789abcdef0."
  }
}

variable "location" {
  description = "Where exports are: bucket and prefix; `kms_key_arn` is the key that the bucket encrypts with, null where S3's own does."
  type = object({
    bucket      = string
    prefix      = optional(string, "exports")
    kms_key_arn = optional(string)
  })

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.location.bucket))
    error_message = "A bucket is named by its name alone, without s3://."
  }

  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*)?$", var.location.prefix))
    error_message = "A prefix has letters, digits, _ . - and /, and none at its ends; it may be empty."
  }

  validation {
    condition     = var.location.kms_key_arn == null || can(regex("^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.location.kms_key_arn))
    error_message = "The key is named by its full ARN; an alias is no resource of a policy."
  }
}

variable "network" {
  description = <<-END
    Where the task runs: private subnets with a way to S3, KMS, Secrets Manager, CloudWatch Logs and the image's registry
    (endpoints of the VPC, or NAT). HTTPS is open to `https_cidr_blocks` and `https_prefix_list_ids` alone: name the VPC's
    block and the prefix list of the endpoint of S3 where there are endpoints.
  END
  type = object({
    vpc_id                = string
    subnet_ids            = set(string)
    https_cidr_blocks     = optional(set(string), ["0.0.0.0/0"])
    https_prefix_list_ids = optional(set(string), [])
    assign_public_ip      = optional(bool, false)
  })

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.network.vpc_id))
    error_message = "A VPC is named as vpc-0123456789abcdef0."
  }

  validation {
    condition     = length(var.network.subnet_ids) > 0 && alltrue([for subnet in var.network.subnet_ids : can(regex("^subnet-[0-9a-f]+$", subnet))])
    error_message = "At least one subnet is needed, each named as subnet-0123456789abcdef0."
  }

  validation {
    condition     = alltrue([for block in var.network.https_cidr_blocks : can(cidrnetmask(block))])
    error_message = "https_cidr_blocks are blocks of IPv4 addresses, as 10.0.0.0/16."
  }
}

variable "skip_unchanged" {
  description = "Whether a scheduled start makes no export while the database is certainly as the last export shows it. For `copy` and `pgdump`. On RDS it finds that hardly ever, since RDS itself writes all the time."
  type        = bool
  default     = false

  validation {
    condition     = !(var.skip_unchanged && var.strategy == "snapshot")
    error_message = "The strategy snapshot cannot tell whether the database has changed: leave out skip_unchanged, or use copy or pgdump."
  }
}

variable "schedule" {
  description = <<-END
    When: an expression of EventBridge Scheduler in a time zone, as `cron(0 3,15 * * ? *)` or `rate(12 hours)`. With
    `window_minutes` the start is anywhere within that time. A start that AWS refuses is tried again, `retries` times
    within `retry_minutes`, and then lies in the dead-letter queue.
  END
  type = object({
    expression     = optional(string, "cron(0 3,15 * * ? *)")
    timezone       = optional(string, "UTC")
    enabled        = optional(bool, true)
    window_minutes = optional(number, 0)
    retries        = optional(number, 3)
    retry_minutes  = optional(number, 60)
  })
  default = {}

  validation {
    condition     = can(regex("^(cron\\([^()]+\\)|rate\\([1-9][0-9]* (minutes?|hours?|days?)\\))$", var.schedule.expression))
    error_message = "The expression is cron(0 3,15 * * ? *) or rate(12 hours)."
  }

  validation {
    condition     = var.schedule.window_minutes >= 0 && var.schedule.window_minutes <= 1440
    error_message = "window_minutes is 0 (none) to 1440."
  }

  validation {
    condition     = var.schedule.retries >= 0 && var.schedule.retries <= 185 && var.schedule.retry_minutes >= 1 && var.schedule.retry_minutes <= 1440
    error_message = "retries is 0 to 185, retry_minutes 1 to 1440."
  }
}

variable "snapshot" {
  description = <<-END
    What the strategy `snapshot` needs; permissions are given for it only while that is the strategy.
    - one of `instance`, `cluster` (identifiers in RDS) and `id` (of a snapshot), and `mode`, as in pgexport's reference.
    - `role_arn` and `kms_key_arn`: of the module snapshot-export.
    - `catalog`: read the database's catalog first, which needs a connection and finds what RDS would skip.
  END
  type = object({
    instance    = optional(string)
    cluster     = optional(string)
    id          = optional(string)
    mode        = optional(string)
    role_arn    = string
    kms_key_arn = string
    catalog     = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.snapshot == null ? true : length([for one in [var.snapshot.instance, var.snapshot.cluster, var.snapshot.id] : one if one != null]) == 1
    error_message = "One of instance, cluster and id says what RDS exports."
  }

  validation {
    condition     = var.snapshot == null ? true : var.snapshot.mode == null ? true : contains(["create", "latest", "given", "live"], var.snapshot.mode)
    error_message = "mode is create, latest, given or live."
  }

  validation {
    condition     = var.snapshot == null ? true : can(regex("^arn:[a-z0-9-]+:iam::[0-9]{12}:role/", var.snapshot.role_arn)) && can(regex("^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.snapshot.kms_key_arn))
    error_message = "role_arn is the ARN of a role, kms_key_arn the full ARN of a key."
  }
}

variable "settings" {
  description = "More settings of pgexport by their keys, as `{ \"copy.part-size\" = \"512MiB\", \"table\" = \"app.*\" }`. What other variables of this module say is not said here, and no secret is."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.settings) : can(regex("^[a-z][a-z0-9]*([.-][a-z0-9]+)*$", key))])
    error_message = "Settings are named by their keys, as copy.part-size: see docs/reference.md."
  }

  validation {
    condition = alltrue([
      for key in keys(var.settings) : !startswith(key, "snapshot.") &&
      !startswith(key, "metrics.") &&
      !contains(["from", "to", "id", "strategy", "auth", "secret.id", "scratch", "log-format", "aws.region", "aws.profile", "audit", "events.bus"], key)
    ])
    error_message = "from, to, id, strategy, auth, secret.id, scratch, log-format, aws.region, aws.profile, audit, events.bus, snapshot.* and metrics.* come from other variables of this module, or from itself."
  }

  validation {
    condition     = alltrue([for value in values(var.settings) : !can(regex("(?i)password\\s*=|://[^/@]*:[^/@]*@", value))])
    error_message = "A setting holds what looks like a password, and everybody who may describe the task definition would read it: use secrets."
  }
}

variable "secrets" {
  description = "Environment variables that ECS takes from Secrets Manager when the task starts, as `{ PGEXPORT_FROM = \"arn:...:secret:app-AbCdEf\" }`; `:key::` behind the ARN takes one key of a secret that is JSON."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "An environment variable has capitals, digits and _."
  }

  validation {
    condition     = alltrue([for arn in values(var.secrets) : can(regex("^arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^:]+(:[^:]*:[^:]*:[^:]*)?$", arn))])
    error_message = "A secret is named by its full ARN, perhaps with :key:stage:version behind it."
  }
}

variable "secret_kms_key_arns" {
  description = "Keys of your own that `secrets` and `image_pull_secret_arn` are encrypted with."
  type        = set(string)
  default     = []
}

variable "size" {
  description = "CPU units and MiB of the task, where they are to be others than the strategy's: see `sizes.tf`."
  type = object({
    cpu    = optional(number)
    memory = optional(number)
  })
  default = {}
}

variable "architecture" {
  description = "Of the image: `X86_64` or `ARM64`."
  type        = string
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "The architecture is X86_64 or ARM64."
  }
}

variable "user" {
  description = "The user that the container runs as, by number: not root."
  type        = string
  default     = "1042"

  validation {
    condition     = can(regex("^[1-9][0-9]*(:[1-9][0-9]*)?$", var.user))
    error_message = "A user is a number that is not 0, perhaps with a group behind a colon: names need a file of the image."
  }
}

variable "scratch" {
  description = "A volume for temporary files, the only place that can be written to; `size_gib` is of the task, image included. Null for none: `pgdump.mode` staged needs one."
  type = object({
    path     = optional(string, "/scratch")
    size_gib = optional(number, 20)
  })
  default = {}

  validation {
    condition     = var.scratch == null ? true : startswith(var.scratch.path, "/") && var.scratch.size_gib >= 20 && var.scratch.size_gib <= 200
    error_message = "The path is absolute, size_gib is 20 (Fargate's own) to 200."
  }
}

variable "stop_timeout_seconds" {
  description = "How long a task that is told to stop has to cancel its queries, abort its uploads and cancel its export task."
  type        = number
  default     = 120

  validation {
    condition     = var.stop_timeout_seconds >= 30 && var.stop_timeout_seconds <= 120
    error_message = "30 to 120 seconds: Fargate grants no more, and RDS needs 20 of them."
  }
}

variable "logs" {
  description = "How long logs are kept, in days."
  type = object({
    retention_days = optional(number, 365)
  })
  default = {}
}

variable "alarms" {
  description = <<-END
    Alarms, and whom they tell: `topic_arn`, or a topic that is made, which `emails` subscribe to. `late_after_hours`
    without a complete export is late; choose a little more than the schedule's interval. An export that took more than
    `slow_after_minutes` was slow. Null for no alarms.
  END
  type = object({
    topic_arn          = optional(string)
    emails             = optional(set(string), [])
    late_after_hours   = optional(number, 13)
    slow_after_minutes = optional(number, 240)
  })
  default = {}

  validation {
    condition     = var.alarms == null ? true : var.alarms.late_after_hours >= 1 && var.alarms.late_after_hours <= 168 && floor(var.alarms.late_after_hours) == var.alarms.late_after_hours
    error_message = "late_after_hours is 1 to 168: CloudWatch looks back seven days at most."
  }

  validation {
    condition     = var.alarms == null ? true : var.alarms.slow_after_minutes > 0
    error_message = "slow_after_minutes is more than 0."
  }

  validation {
    condition     = var.alarms == null ? true : var.alarms.topic_arn == null || length(var.alarms.emails) == 0
    error_message = "Subscribe emails to the topic that is brought yourself."
  }
}

variable "audit" {
  description = "Keep a record of each run beside the exports, in `_audit/`, also of those that fail: `pgexport list --audit` reads them."
  type        = bool
  default     = true
}

variable "event_bus_arn" {
  description = "A bus of EventBridge that hears how each run ended: events of the source `pgexport` with the detail-type `pgexport export completed`, `failed` or `skipped`. The bus of another account needs a policy that lets the task's role send."
  type        = string
  default     = null

  validation {
    condition     = var.event_bus_arn == null || can(regex("^arn:[a-z0-9-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/", var.event_bus_arn))
    error_message = "The bus is named by its ARN, as arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/default."
  }
}

variable "kms_key_arn" {
  description = "A key for the log group and the topic of the alarms; without it one is made. Its policy lets CloudWatch Logs and CloudWatch alarms use it: see `key.tf`."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the roles that are made."
  type        = string
  default     = null
}

variable "existing" {
  description = <<-END
    What there is already and is not made: the roles' policies are then the output `policies`, for you to attach. With
    `task_definition_arn`, without a revision, others register revisions: the output `container_definitions` says what the
    module would have.
  END
  type = object({
    cluster_arn         = optional(string)
    task_role_arn       = optional(string)
    execution_role_arn  = optional(string)
    scheduler_role_arn  = optional(string)
    log_group_name      = optional(string)
    security_group_id   = optional(string)
    task_definition_arn = optional(string)
  })
  default = {}

  validation {
    condition     = var.existing.cluster_arn == null || can(regex("^arn:[a-z0-9-]+:ecs:[a-z0-9-]+:[0-9]{12}:cluster/", var.existing.cluster_arn))
    error_message = "A cluster is named by its ARN."
  }

  validation {
    condition     = alltrue([for arn in [var.existing.task_role_arn, var.existing.execution_role_arn, var.existing.scheduler_role_arn] : arn == null || can(regex("^arn:[a-z0-9-]+:iam::[0-9]{12}:role/", arn))])
    error_message = "Roles are named by their ARNs."
  }

  validation {
    condition     = var.existing.task_definition_arn == null || can(regex("^arn:[a-z0-9-]+:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/[^:]+$", var.existing.task_definition_arn))
    error_message = "A task definition is named by its ARN without a revision: the newest is started."
  }
}
