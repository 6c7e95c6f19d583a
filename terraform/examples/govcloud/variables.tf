variable "region" {
  description = "Of GovCloud: where everything is made, as the database."
  type        = string
  default     = "us-gov-west-1"
}

variable "name" {
  description = "What all names begin with."
  type        = string
  default     = "app-prod-export"
}

variable "image" {
  description = "The container image of pgexport, with its tag or digest."
  type        = string
}

variable "strategy" {
  description = "`copy`, `pgdump` or `snapshot`: to change it changes the task and its permissions, and nothing else. AWS's documents disagree on whether RDS exports snapshots in GovCloud: try it first, by the example snapshot-smoke."
  type        = string
  default     = "copy"
}

variable "database" {
  description = "The database: `identifier` is the instance's in RDS, `ssl_root_cert` where RDS's certificates of GovCloud are in the image."
  type = object({
    identifier        = string
    host              = string
    name              = string
    user              = string
    resource_id       = string
    security_group_id = string
    ssl_root_cert     = string
  })
}

variable "network" {
  description = "Private subnets without NAT: endpoints of the VPC for ECR (api, dkr), CloudWatch Logs, KMS, Secrets Manager, STS and RDS in `cidr_block`, and the prefix list of that of S3."
  type = object({
    vpc_id            = string
    subnet_ids        = set(string)
    cidr_block        = string
    s3_prefix_list_id = string
  })
}

variable "consumer" {
  description = "The account that exports are handed on to: its bucket and key."
  type = object({
    account_id  = string
    bucket_arn  = string
    kms_key_arn = string
  })
}

variable "topic_arn" {
  description = "The topic of SNS that alarms go to."
  type        = string
}

variable "repository" {
  description = "The repository on GitHub whose workflows may start an export; see the module github-oidc."
  type = object({
    owner    = string
    name     = string
    owner_id = number
    id       = number
  })
}
