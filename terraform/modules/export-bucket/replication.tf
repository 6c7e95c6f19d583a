# Objects are handed on to the consumer's account, which then owns them. S3 keeps no order, so that a manifest can arrive before
# what it lists: the consumer looks for every object that the manifest names.
data "aws_iam_policy_document" "replication_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [local.bucket_arn]
    }
  }
}

locals {
  to = var.replication == null ? { bucket_arn = "none", account_id = "", kms_key_arn = "none", prefix = "" } : {
    for key in ["bucket_arn", "account_id", "kms_key_arn", "prefix"] : key => var.replication[key]
  }
  destination_region = try(split(":", local.to.kms_key_arn)[3], local.region)
}

data "aws_iam_policy_document" "replication" {
  statement {
    sid       = "Source"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [local.bucket_arn]
  }

  statement {
    sid = "ReadVersions"
    actions = [
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionTagging",
      "s3:GetObjectRetention",
      "s3:GetObjectLegalHold",
    ]
    resources = ["${local.bucket_arn}/${local.to.prefix}*"]
  }

  # Not s3:ReplicateDelete: what is deleted here stays there.
  statement {
    sid       = "Replicate"
    actions   = ["s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"]
    resources = ["${local.to.bucket_arn}/${local.to.prefix}*"]
  }

  # With bucket keys the context is the bucket's ARN, without it is the object's.
  statement {
    sid       = "Decrypt"
    actions   = ["kms:Decrypt"]
    resources = [local.key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.region}.${local.suffix}"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [local.bucket_arn, "${local.bucket_arn}/*"]
    }
  }

  statement {
    sid       = "Encrypt"
    actions   = ["kms:Encrypt", "kms:GenerateDataKey"]
    resources = [local.to.kms_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.destination_region}.${local.suffix}"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:EncryptionContext:aws:s3:arn"
      values   = [local.to.bucket_arn, "${local.to.bucket_arn}/*"]
    }
  }
}

resource "aws_iam_role" "replication" {
  count = var.replication == null ? 0 : 1

  name                 = local.replication_name
  description          = "S3 hands exports in ${var.name} on"
  assume_role_policy   = data.aws_iam_policy_document.replication_trust.json
  permissions_boundary = var.permissions_boundary_arn
}

resource "aws_iam_role_policy" "replication" {
  count = var.replication == null ? 0 : 1

  name   = "replicate"
  role   = aws_iam_role.replication[0].name
  policy = data.aws_iam_policy_document.replication.json
}

locals {
  replication_rule = "to-the-consumer"
}

resource "aws_s3_bucket_replication_configuration" "exports" {
  count = var.replication == null ? 0 : 1

  bucket     = aws_s3_bucket.exports.id
  role       = aws_iam_role.replication[0].arn
  depends_on = [aws_s3_bucket_versioning.exports, aws_iam_role_policy.replication]

  rule {
    id       = local.replication_rule
    priority = 1
    status   = "Enabled"

    filter {
      prefix = var.replication.prefix
    }

    delete_marker_replication {
      status = "Disabled"
    }

    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket        = var.replication.bucket_arn
      account       = var.replication.account_id
      storage_class = var.replication.storage_class

      access_control_translation {
        owner = "Destination"
      }

      encryption_configuration {
        replica_kms_key_id = var.replication.kms_key_arn
      }

      metrics {
        status = "Enabled"

        dynamic "event_threshold" {
          for_each = var.replication.time_control ? [15] : []

          content {
            minutes = event_threshold.value
          }
        }
      }

      dynamic "replication_time" {
        for_each = var.replication.time_control ? [15] : []

        content {
          status = "Enabled"

          time {
            minutes = replication_time.value
          }
        }
      }
    }
  }
}

locals {
  delivery = var.replication == null ? {} : {
    failed = {
      metric    = "OperationsFailedReplication"
      statistic = "Sum"
      threshold = 0
      says      = "S3 could not hand objects on: look at the consumer's bucket policy, key policy and versioning. S3 does not try again: replicate them by S3 Batch Replication."
    }
    late = {
      metric    = "ReplicationLatency"
      statistic = "Maximum"
      threshold = var.replication.late_minutes * 60
      says      = "Objects arrive more than ${var.replication.late_minutes} minutes late."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "delivery" {
  for_each = local.delivery

  alarm_name          = "${var.name}-replication-${each.key}"
  alarm_description   = each.value.says
  namespace           = "AWS/S3"
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = 1
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.replication.topic_arns
  ok_actions          = var.replication.topic_arns

  dimensions = {
    SourceBucket      = var.name
    DestinationBucket = reverse(split(":", var.replication.bucket_arn))[0]
    RuleId            = local.replication_rule
  }
}

# For the consumer, who attaches them on his side.
data "aws_iam_policy_document" "destination_bucket" {
  statement {
    sid       = "ReplicasOf${replace(title(replace(var.name, "-", " ")), " ", "")}"
    actions   = ["s3:ReplicateObject", "s3:ReplicateTags", "s3:ObjectOwnerOverrideToBucketOwner"]
    resources = ["${local.to.bucket_arn}/${local.to.prefix}*"]

    principals {
      type        = "AWS"
      identifiers = [local.replication_arn]
    }
  }
}

data "aws_iam_policy_document" "destination_key" {
  statement {
    sid       = "ReplicasOf${replace(title(replace(var.name, "-", " ")), " ", "")}"
    actions   = ["kms:Encrypt", "kms:GenerateDataKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = [local.replication_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${local.destination_region}.${local.suffix}"]
    }
  }
}
