locals {
  database = "smoke"
  user     = "smoke"
}

resource "aws_db_subnet_group" "database" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "psql from where check is run"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "psql" {
  for_each = var.client_cidr_blocks

  security_group_id = aws_security_group.database.id
  description       = "psql"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_db_instance" "database" {
  identifier                  = var.name
  engine                      = "postgres"
  engine_version              = var.engine_version
  instance_class              = var.instance_class
  allocated_storage           = 20
  storage_type                = "gp3"
  storage_encrypted           = true
  db_name                     = local.database
  username                    = local.user
  manage_master_user_password = true # RDS keeps it in Secrets Manager: no password in the state
  db_subnet_group_name        = aws_db_subnet_group.database.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  publicly_accessible         = false
  backup_retention_period     = 1 # for --snapshot-mode latest
  delete_automated_backups    = true
  skip_final_snapshot         = true
  apply_immediately           = true
}

resource "aws_rds_cluster" "aurora" {
  count = var.aurora ? 1 : 0

  cluster_identifier          = "${var.name}-aurora"
  engine                      = "aurora-postgresql"
  engine_version              = var.aurora_engine_version
  storage_encrypted           = true
  database_name               = local.database
  master_username             = local.user
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.database.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  backup_retention_period     = 1
  skip_final_snapshot         = true
  apply_immediately           = true

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 2
  }
}

resource "aws_rds_cluster_instance" "aurora" {
  count = var.aurora ? 1 : 0

  identifier         = "${var.name}-aurora-1"
  cluster_identifier = aws_rds_cluster.aurora[0].id
  engine             = aws_rds_cluster.aurora[0].engine
  engine_version     = aws_rds_cluster.aurora[0].engine_version
  instance_class     = "db.serverless"
}
