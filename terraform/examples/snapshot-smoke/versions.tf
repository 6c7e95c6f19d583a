terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.61, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { Name = var.name, purpose = "pgexport snapshot smoke test" }
  }
}
