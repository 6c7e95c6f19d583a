variable "names" {
  description = "Where everything is: partition, region, DNS suffix, and region and account as in an ARN."
  type = object({
    partition = string
    region    = string
    suffix    = string
    here      = string
  })
}

variable "location" {
  description = "Bucket, prefix, and the key that the bucket encrypts with."
  type = object({
    bucket      = string
    prefix      = string
    kms_key_arn = optional(string)
  })
}

variable "settings" {
  description = "The settings of pgexport by their keys: some need more rights."
  type        = map(string)
}

variable "database" {
  description = "How the program logs in to the database; null where it does not."
  type = object({
    auth               = string
    user               = optional(string)
    resource_id        = optional(string)
    secret_arn         = optional(string)
    secret_kms_key_arn = optional(string)
  })
}
