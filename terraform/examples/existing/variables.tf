variable "region" {
  description = "Where everything is."
  type        = string
}

variable "name" {
  description = "What names begin with, and the ids of the exports."
  type        = string
}

variable "image" {
  description = "The container image of pgexport, with its tag or digest."
  type        = string
}

variable "existing" {
  description = "What there is: the cluster, the three roles, the log group and the task's security group."
  type = object({
    cluster_arn        = string
    task_role_arn      = string
    execution_role_arn = string
    scheduler_role_arn = string
    log_group_name     = string
    security_group_id  = string
  })
}

variable "network" {
  description = "The VPC and its private subnets."
  type = object({
    vpc_id     = string
    subnet_ids = set(string)
  })
}

variable "database" {
  description = "The database; see the module scheduled-export."
  type = object({
    host              = string
    name              = string
    user              = string
    resource_id       = string
    security_group_id = string
    ssl_root_cert     = optional(string)
  })
}

variable "location" {
  description = "The bucket, a prefix and the bucket's key."
  type = object({
    bucket      = string
    prefix      = string
    kms_key_arn = string
  })
}

variable "topic_arn" {
  description = "The topic of SNS that alarms go to."
  type        = string
}
