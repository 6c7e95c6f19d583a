variable "region" {
  description = "Where everything is made. RDS writes to a bucket of its own region alone."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region is named as us-east-1 or us-gov-west-1."
  }
}

variable "name" {
  description = "What all names begin with. Not with pgexport-, which is how pgexport names what it makes itself."
  type        = string
  default     = "snapshot-smoke"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.name)) && length(var.name) <= 30
    error_message = "A name has at most 30 lower-case letters, digits and single hyphens, and a letter first."
  }

  validation {
    condition     = !startswith(var.name, "pgexport-")
    error_message = "Names that begin with pgexport- are for what pgexport makes: the caller may delete snapshots so named."
  }
}

variable "vpc_id" {
  description = "The VPC that the instance is put into."
  type        = string

  validation {
    condition     = can(regex("^vpc-[0-9a-f]+$", var.vpc_id))
    error_message = "A VPC is named as vpc-0123456789abcdef0."
  }
}

variable "subnet_ids" {
  description = "Subnets of that VPC, in two availability zones or more, as RDS demands it."
  type        = set(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS demands subnets in two availability zones at least."
  }

  validation {
    condition     = alltrue([for subnet in var.subnet_ids : can(regex("^subnet-[0-9a-f]+$", subnet))])
    error_message = "A subnet is named as subnet-0123456789abcdef0."
  }
}

variable "client_cidr_blocks" {
  description = "From where psql connects: where the script check is run, as 10.0.1.17/32."
  type        = set(string)

  validation {
    condition     = length(var.client_cidr_blocks) > 0 && alltrue([for block in var.client_cidr_blocks : can(cidrnetmask(block))])
    error_message = "Each of them is a block of IPv4 addresses, as 10.0.1.17/32."
  }

  validation {
    condition     = !contains(var.client_cidr_blocks, "0.0.0.0/0")
    error_message = "The database is not for the whole internet: name the addresses that check is run from."
  }
}

variable "instance_class" {
  description = "The smallest that there is will do."
  type        = string
  default     = "db.t4g.micro"

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "A class of instances is named as db.t4g.micro."
  }
}

variable "engine_version" {
  description = "Of PostgreSQL: a major version, or a whole one."
  type        = string
  default     = "17"

  validation {
    condition     = can(regex("^1[0-9](\\.[0-9]+)?$", var.engine_version))
    error_message = "A version of PostgreSQL is 17 or 17.4, and at least 10: RDS exports no older ones."
  }
}

variable "aurora" {
  description = "Whether there is an Aurora cluster, too, to check what holds for clusters alone. It costs more than all else."
  type        = bool
  default     = false
}

variable "aurora_engine_version" {
  description = "Of Aurora PostgreSQL, as engine_version."
  type        = string
  default     = "16"

  validation {
    condition     = can(regex("^1[0-9](\\.[0-9]+)?$", var.aurora_engine_version))
    error_message = "A version of Aurora PostgreSQL is 16 or 16.6."
  }
}

variable "caller_principal_arns" {
  description = "Who may become the role that pgexport is run as; whom the account lets, when there is none."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.caller_principal_arns : can(regex("^arn:[a-z0-9-]+:(iam|sts)::[0-9]{12}:", arn))])
    error_message = "A principal is named by its ARN, with the partition that it is of."
  }
}

variable "deny_others_the_key" {
  description = "Whether the key's policy denies what is not of this account, but for export.rds.amazonaws.com: see README.md."
  type        = bool
  default     = true
}
