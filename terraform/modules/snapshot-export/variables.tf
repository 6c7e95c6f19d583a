variable "name" {
  description = "Of the role that RDS writes with, before `-export`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 57
    error_message = "A name has at most 57 lower-case letters, digits and single hyphens, and a letter first."
  }
}

variable "location" {
  description = "Where RDS writes: the bucket, in the region of what is exported, and the prefix below which exports are, without a colon."
  type = object({
    bucket = string
    prefix = optional(string, "exports")
  })

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.location.bucket))
    error_message = "A bucket is named by its name alone, without s3://."
  }

  validation {
    condition     = can(regex("^([A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*)?$", var.location.prefix))
    error_message = "A prefix has letters, digits, _ . - and /, and none at its ends; it may be empty."
  }
}

variable "kms_key_arn" {
  description = "The key that RDS encrypts what it writes with, by its full ARN: best the bucket's."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "The key is named by its full ARN."
  }
}

variable "limit_to_account" {
  description = "Whether the role's trust demands that RDS acts for this account (`aws:SourceAccount`). AWS's guides show the role without such a condition, and whether RDS says so could not be tried: if the first task cannot become the role, this is why."
  type        = bool
  default     = false
}

variable "grants" {
  description = "Roles that start export tasks, by a name of your choice, where the key's policy leaves nothing to IAM: each gets a grant on the key, which lets it make the grant that RDS works with."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for arn in values(var.grants) : can(regex("^arn:[a-z0-9-]+:iam::[0-9]{12}:role/", arn))])
    error_message = "Roles are named by their ARNs."
  }
}

variable "permissions_boundary_arn" {
  description = "A policy that bounds the role."
  type        = string
  default     = null
}
