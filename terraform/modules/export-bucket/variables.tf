variable "name" {
  description = "Of the bucket."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens, the last none at its ends; dots break TLS."
  }
}

variable "kms_key_arn" {
  description = "The key that objects are encrypted with, by its full ARN; without it one is made."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key is named by its full ARN: an alias means another key in another account."
  }
}

variable "unfinished_upload_days" {
  description = "After how many days S3 aborts uploads that nobody ended. More than a run can take."
  type        = number
  default     = 3

  validation {
    condition     = var.unfinished_upload_days >= 1
    error_message = "At least 1 day."
  }
}

variable "noncurrent_days" {
  description = "How many days versions are kept that were deleted or replaced. Each heartbeat of a run makes one."
  type        = number
  default     = 7

  validation {
    condition     = var.noncurrent_days >= 1
    error_message = "At least 1 day."
  }
}

variable "retention" {
  description = "How long exports are kept, by prefix, as `{ exports = { expire_days = 400, transition_days = 30 } }`: `storage_class` from `transition_days` on, deleted after `expire_days`. What is not named stays for ever."
  type = map(object({
    expire_days     = optional(number)
    transition_days = optional(number)
    storage_class   = optional(string, "GLACIER_IR")
  }))
  default = {}

  validation {
    condition     = alltrue([for prefix in keys(var.retention) : can(regex("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$", prefix))])
    error_message = "A prefix has letters, digits, _ . - and /, and none at its ends."
  }

  validation {
    condition     = alltrue([for rule in values(var.retention) : rule.expire_days != null || rule.transition_days != null])
    error_message = "A retention has expire_days, transition_days or both."
  }

  validation {
    condition     = alltrue([for rule in values(var.retention) : rule.expire_days == null || rule.transition_days == null ? true : rule.expire_days > rule.transition_days])
    error_message = "What expires does so after its transition."
  }
}

variable "object_lock" {
  description = "Keeps every version for `days`, whoever wants to delete it: in mode `GOVERNANCE` but for those who may bypass it, in `COMPLIANCE` without exception. What a failed run deletes stays that long, too. Null for none; it cannot be switched off again."
  type = object({
    mode = optional(string, "GOVERNANCE")
    days = number
  })
  default = null

  validation {
    condition     = var.object_lock == null ? true : contains(["GOVERNANCE", "COMPLIANCE"], var.object_lock.mode) && var.object_lock.days >= 1
    error_message = "The mode is GOVERNANCE or COMPLIANCE, days at least 1."
  }
}

variable "replication" {
  description = <<-END
    Hands objects on to a bucket of another account, which then owns them. Deletions never follow. The consumer attaches the
    outputs `destination_bucket_policy` and `destination_key_policy_statement`, and needs versioning.
    - `bucket_arn`, `account_id`, `kms_key_arn`: the consumer's.
    - `prefix`: what is handed on; all of it by default.
    - `topic_arns`: whom the alarms tell of failed deliveries and of ones later than `late_minutes`.
    - `time_control`: S3's promise of 15 minutes, which costs.
  END
  type = object({
    bucket_arn    = string
    account_id    = string
    kms_key_arn   = string
    prefix        = optional(string, "")
    storage_class = optional(string)
    time_control  = optional(bool, false)
    late_minutes  = optional(number, 60)
    topic_arns    = optional(set(string), [])
  })
  default = null

  validation {
    condition     = var.replication == null ? true : can(regex("^arn:[a-z0-9-]+:s3:::[a-z0-9][a-z0-9.-]+$", var.replication.bucket_arn))
    error_message = "The consumer's bucket is named by its ARN, as arn:aws-us-gov:s3:::bucket."
  }

  validation {
    condition     = var.replication == null ? true : can(regex("^[0-9]{12}$", var.replication.account_id))
    error_message = "An account is 12 digits."
  }

  validation {
    condition     = var.replication == null ? true : can(regex("^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.replication.kms_key_arn))
    error_message = "The consumer's key is named by its full ARN: an alias would be one of this account."
  }
}

variable "access_logs" {
  description = "The bucket, and prefix in it, that S3 writes its access logs to. Null for none."
  type = object({
    bucket = string
    prefix = optional(string, "")
  })
  default = null
}

variable "readers" {
  description = "ARNs of principals, of any account, that may list and read exports. Those of other accounts need the key, too, which they get."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.readers : can(regex("^arn:[a-z0-9-]+:(iam|sts)::[0-9]{12}:", arn))])
    error_message = "A principal is named by its ARN, as arn:aws-us-gov:iam::123456789012:role/reader."
  }
}

variable "extra_key_policies" {
  description = "Policy documents as JSON whose statements the policy of the key that is made has, too, as that of the module snapshot-export."
  type        = list(string)
  default     = []
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the role of the replication."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether `terraform destroy` deletes the exports, too."
  type        = bool
  default     = false
}
