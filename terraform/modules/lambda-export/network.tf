# The function talks to the database and, by HTTPS, to AWS. Nobody talks to it.
resource "aws_security_group" "function" {
  #checkov:skip=CKV2_AWS_5:the function is in it
  name        = "${var.name}-function"
  description = "pgexport: out to the database and to AWS"
  vpc_id      = var.network.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id            = aws_security_group.function.id
  description                  = "PostgreSQL"
  referenced_security_group_id = var.database.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.database.port
  to_port                      = var.database.port
}

resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = var.network.https_cidr_blocks

  security_group_id = aws_security_group.function.id
  description       = "AWS"
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "https_prefix_list" {
  for_each = var.network.https_prefix_list_ids

  security_group_id = aws_security_group.function.id
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
  referenced_security_group_id = aws_security_group.function.id
  ip_protocol                  = "tcp"
  from_port                    = var.database.port
  to_port                      = var.database.port
}
