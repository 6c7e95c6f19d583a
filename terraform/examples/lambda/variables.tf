variable "region" {
  description = "Where everything is made, as the database."
  type        = string
}

variable "image" {
  description = "The container image of pgexport in ECR, with its tag or digest."
  type        = string
}

variable "vpc_id" {
  description = "The database's VPC."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of it, with a way to S3 and KMS."
  type        = set(string)
}

variable "database" {
  description = "The database, with IAM authentication switched on and a user who was granted `rds_iam`."
  type = object({
    host              = string
    name              = string
    user              = string
    resource_id       = string
    security_group_id = string
  })
}
