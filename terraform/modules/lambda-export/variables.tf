variable "name" {
  description = "What all names begin with, and the ids of the exports: `app` makes `app-20261121T010203Z`. One a schedule in an account and region; the function has this name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 40
    error_message = "A name has at most 40 lower-case letters, digits and single hyphens, and a letter first."
  }
}

variable "image" {
  description = "The container image, in ECR of this region, with a tag or, better, a digest: pgexport's own, whose entry point for Lambda is used. It has the certificates that `database.ssl_root_cert` names."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}\\.dkr\\.ecr(-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9._/-]+(:[A-Za-z0-9_][A-Za-z0-9._-]*|@sha256:[0-9a-f]{64})$", var.image))
    error_message = "Lambda takes images from ECR, with a tag or digest, as 123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0."
  }

  validation {
    condition     = !endswith(var.image, ":latest")
    error_message = "The tag latest is another image tomorrow: name a version or a digest."
  }
}

variable "strategy" {
  description = "How the data leaves the database: `copy` or `pgdump`."
  type        = string
  default     = "copy"

  validation {
    condition     = contains(["copy", "pgdump"], var.strategy)
    error_message = "The strategy is copy or pgdump. RDS takes half an hour and more for a snapshot, which does not fit in a function: use the module scheduled-export."
  }
}

variable "database" {
  description = <<-END
    The database:
    - `auth`: `iam` for tokens, which need `resource_id`; `secret` for user and password that the program reads from
      `secret_arn`, and reads again when they rotate.
    - `resource_id`: of the instance (`db-...`), cluster (`cluster-...`) or proxy (`prx-...`).
    - `secret_arn`: a secret of Secrets Manager in RDS's form; `secret_kms_key_arn` where it is under a key of your own.
    - `ssl_root_cert`: RDS's certificates within the image. Without it the server is not verified.
    - `security_group_id`: the database's, which the function may connect to; `open_security_group` adds the rule to it that
      lets the function in.
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
    condition     = contains(["iam", "secret"], var.database.auth)
    error_message = "auth is iam or secret: a function has no secrets of its own."
  }

  validation {
    condition     = var.database.auth != "iam" || can(regex("^(db|cluster|prx)-[A-Za-z0-9]+$", var.database.resource_id))
    error_message = "auth iam needs the resource_id, as db-ABCDEFGHIJKL01234: the instance's resource_id in Terraform, not its identifier."
  }

  validation {
    condition     = var.database.auth == "iam" || can(regex("^arn:[a-z0-9-]+:secretsmanager:", var.database.secret_arn))
    error_message = "auth secret needs the secret_arn, of Secrets Manager."
  }

  validation {
    condition     = var.database.auth == "secret" ? var.database.user == null : can(regex("^[^\\s*?]+$", var.database.user))
    error_message = "auth iam needs a user; with auth secret it is the secret's, and none is given beside it."
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
    Where the function runs: private subnets with a way to S3, KMS and Secrets Manager (endpoints of the VPC, or NAT). Logs
    and image need none: those are Lambda's. HTTPS is open to `https_cidr_blocks` and `https_prefix_list_ids` alone: name the VPC's
    block and the prefix list of the endpoint of S3 where there are endpoints.
  END
  type = object({
    vpc_id                = string
    subnet_ids            = set(string)
    https_cidr_blocks     = optional(set(string), ["0.0.0.0/0"])
    https_prefix_list_ids = optional(set(string), [])
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

variable "schedule" {
  description = <<-END
    When: an expression of EventBridge Scheduler in a time zone, as `cron(0 3,15 * * ? *)` or `rate(12 hours)`. With
    `window_minutes` the start is anywhere within that time. An event that Lambda refuses is sent again, `retries` times
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

variable "settings" {
  description = "More settings of pgexport by their keys, as `{ \"copy.part-size\" = \"512MiB\", \"table\" = \"app.*\" }`. What other variables of this module say is not said here, and no secret is."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.settings) : can(regex("^[a-z][a-z0-9]*([.-][a-z0-9]+)*$", key))])
    error_message = "Settings are named by their keys, as copy.part-size: see docs/reference.md."
  }

  validation {
    condition     = alltrue([for key in keys(var.settings) : !startswith(key, "snapshot.") && !contains(["from", "to", "id", "strategy", "auth", "secret.id", "scratch", "timeout", "log-format", "metrics.format", "metrics.namespace", "aws.region", "aws.profile"], key)])
    error_message = "from, to, id, strategy, auth, secret.id, scratch, timeout, log-format, metrics.format, metrics.namespace, aws.region and aws.profile come from other variables of this module, and the strategy snapshot is not for functions."
  }

  validation {
    condition     = alltrue([for value in values(var.settings) : !can(regex("(?i)password\\s*=|://[^/@]*:[^/@]*@", value))])
    error_message = "A setting holds what looks like a password, and everybody who may describe the function would read it."
  }
}

variable "size" {
  description = "Of the function: `memory` in MiB, of which Lambda gives one processor for each 1769; `timeout_seconds`, at most 900; `scratch`, MiB in `/tmp`, which `pgdump.mode` staged needs."
  type = object({
    memory          = optional(number, 1769)
    timeout_seconds = optional(number, 900)
    scratch         = optional(number, 512)
  })
  default = {}

  validation {
    condition     = var.size.memory >= 512 && var.size.memory <= 10240
    error_message = "memory is 512 to 10240 MiB: pgexport needs 512, Lambda offers no more."
  }

  validation {
    condition     = var.size.timeout_seconds >= 60 && var.size.timeout_seconds <= 900
    error_message = "timeout_seconds is 60 to 900: Lambda grants 15 minutes and no more. What takes longer is for the module scheduled-export."
  }

  validation {
    condition     = var.size.scratch >= 512 && var.size.scratch <= 10240
    error_message = "scratch is 512 to 10240 MiB."
  }
}

variable "margin_seconds" {
  description = "An export is stopped this long before Lambda would end it, to remove what it stored."
  type        = number
  default     = 30

  validation {
    condition     = var.margin_seconds >= 5 && var.margin_seconds <= 300
    error_message = "margin_seconds is 5 to 300."
  }
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

variable "logs" {
  description = "How long logs are kept, in days."
  type = object({
    retention_days = optional(number, 365)
  })
  default = {}
}

variable "alarms" {
  description = <<-END
    Alarms, and whom they tell: `topic_arn`, or a topic that is made. `late_after_hours` without a complete export is late;
    choose a little more than the schedule's interval. An export that took more than `tight_percent` of the function's time
    was tight: the next may not fit. Null for no alarms.
  END
  type = object({
    topic_arn        = optional(string)
    late_after_hours = optional(number, 13)
    tight_percent    = optional(number, 75)
  })
  default = {}

  validation {
    condition     = var.alarms == null ? true : var.alarms.late_after_hours >= 1 && var.alarms.late_after_hours <= 168 && floor(var.alarms.late_after_hours) == var.alarms.late_after_hours
    error_message = "late_after_hours is 1 to 168: CloudWatch looks back seven days at most."
  }

  validation {
    condition     = var.alarms == null ? true : var.alarms.tight_percent > 0 && var.alarms.tight_percent < 100
    error_message = "tight_percent is more than 0 and less than 100."
  }
}

variable "kms_key_arn" {
  description = "A key of your own for the log group, the function's environment and the topic of the alarms; without it AWS's. Its policy lets CloudWatch Logs and CloudWatch alarms use it: see `key.tf` of scheduled-export."
  type        = string
  default     = null
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the roles that are made."
  type        = string
  default     = null
}
