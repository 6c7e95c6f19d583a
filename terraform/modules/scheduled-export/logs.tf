resource "aws_cloudwatch_log_group" "export" {
  count = var.existing.log_group_name == null ? 1 : 0

  name              = local.log_group
  retention_in_days = var.logs.retention_days
  kms_key_id        = local.key_arn
}

# What is counted comes from the line that `pgexport run --json` ends with, once its manifest is stored. Of its fields are
# used: export (where it lies), seconds, rows, bytes, and madeBefore (whether an earlier run had made it). A line of a run that
# fails has none of them.
locals {
  metrics   = "pgexport/${var.name}"
  this      = "($.export = \"${local.to}*\")"
  completed = "{ ${local.this} && ($.seconds >= 0) }"
  made      = "{ ${local.this} && ($.madeBefore IS FALSE) }"

  counted = var.alarms == null ? {} : {
    SuccessfulExport = { pattern = local.completed, value = "1", unit = "Count" }
    ExportSeconds    = { pattern = local.made, value = "$.seconds", unit = "Seconds" }
    ExportedRows     = { pattern = local.made, value = "$.rows", unit = "Count" }
    ExportedBytes    = { pattern = local.made, value = "$.bytes", unit = "Bytes" }
  }
}

resource "aws_cloudwatch_log_metric_filter" "export" {
  for_each = local.counted

  name           = "${var.name}-${each.key}"
  log_group_name = local.log_group
  pattern        = each.value.pattern

  metric_transformation {
    namespace = local.metrics
    name      = each.key
    value     = each.value.value
    unit      = each.value.unit
  }

  depends_on = [aws_cloudwatch_log_group.export]
}
