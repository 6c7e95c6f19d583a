resource "aws_cloudwatch_log_group" "export" {
  count = var.existing.log_group_name == null ? 1 : 0

  name              = local.log_group
  retention_in_days = var.logs.retention_days
  kms_key_id        = local.key_arn
}

# The program writes its numbers into its log, each time it ends, as CloudWatch's embedded metrics: CloudWatch Logs takes
# SuccessfulExport, FailedExport, SkippedExport, ExportRetries, ExportSeconds, ExportLagSeconds, ExportedBytes and ExportedRows
# out of it. Neither the program nor this module needs a right for that.
locals {
  metrics = "pgexport/${var.name}"
}
