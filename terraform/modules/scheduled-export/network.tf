# The task talks to the database and, by HTTPS, to AWS. Nobody talks to it.
resource "aws_security_group" "task" {
  #checkov:skip=CKV2_AWS_5:the schedule's tasks are in it
  count = var.existing.security_group_id == null ? 1 : 0

  name        = "${var.name}-task"
  description = "pgexport: out to the database and to AWS"
  vpc_id      = var.network.vpc_id
}

locals {
  security_group_id = var.existing.security_group_id == null ? one(aws_security_group.task[*].id) : var.existing.security_group_id
  own_group         = var.existing.security_group_id == null
}

resource "aws_vpc_security_group_egress_rule" "database" {
  count = local.own_group ? 1 : 0

  security_group_id            = local.security_group_id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.database.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.database.port
  to_port                      = var.database.port
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = local.own_group ? var.network.https_cidr_blocks : []

  security_group_id = local.security_group_id
  description       = "AWS"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "https_prefix_list" {
  for_each = local.own_group ? var.network.https_prefix_list_ids : []

  security_group_id = local.security_group_id
  description       = "AWS"
  prefix_list_id    = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  count = var.database.open_security_group ? 1 : 0

  security_group_id            = var.database.security_group_id
  description                  = "pgexport ${var.name}"
  referenced_security_group_id = local.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.database.port
  to_port                      = var.database.port
}
