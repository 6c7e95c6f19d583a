# Everything is there but the schedule, the task, the alarms and the roles' policies.

provider "aws" {
  region                      = "us-gov-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

override_data {
  target = module.export.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

variables {
  region = "us-gov-west-1"
  name   = "app-prod"
  image  = "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0"
  existing = {
    cluster_arn        = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/app-prod"
    task_role_arn      = "arn:aws-us-gov:iam::123456789012:role/ecs-task-role-app-prod-export"
    execution_role_arn = "arn:aws-us-gov:iam::123456789012:role/ecs-task-execution-role-app-prod"
    scheduler_role_arn = "arn:aws-us-gov:iam::123456789012:role/schedules/app-prod"
    log_group_name     = "ecs-tasks-app-prod"
    security_group_id  = "sg-0123456789abcdef1"
  }
  network = { vpc_id = "vpc-0123456789abcdef0", subnet_ids = ["subnet-0123456789abcdef0"] }
  database = {
    host              = "app.abc123.us-gov-west-1.rds.amazonaws.com"
    name              = "app"
    user              = "reader"
    resource_id       = "db-ABCDEFGHIJKL01234"
    security_group_id = "sg-0123456789abcdef0"
  }
  location = {
    bucket      = "app-exports"
    prefix      = "exports"
    kms_key_arn = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  topic_arn = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:oncall"
}

run "roles_get_their_policies" {
  command = plan

  assert {
    condition = { for name, policy in aws_iam_role_policy.export : name => policy.role } == {
      task      = "ecs-task-role-app-prod-export"
      execution = "ecs-task-execution-role-app-prod"
      scheduler = "app-prod"
    }
    error_message = "Policies are attached to others."
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.export["execution"].policy, "log-group:ecs-tasks-app-prod:") && strcontains(aws_iam_role_policy.export["scheduler"].policy, "cluster/app-prod")
    error_message = "The policies are of another log group or cluster."
  }
}
