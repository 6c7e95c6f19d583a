package dev.pgexport.snapshot;

import dev.pgexport.api.setting.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How RDS exports, and how it is waited for. The role and the key must be given for an export.
 *
 * @param roleArn of the role that RDS writes to the bucket with
 * @param kmsKey a key's ARN, id or alias
 * @param staging where RDS writes when the sink cannot be written to by it: {@code s3://bucket/prefix/}
 * @param onStop what becomes of the task when the run is told to stop
 * @param stopTimeout how long a cancelled task is waited for
 * @param maxDuration of snapshot and task together
 * @param pollInterval the longest wait between two questions
 */
public record TaskSettings(
        @Setting(
                key = "snapshot.role-arn",
                placeholder = "ARN",
                description = "The IAM role with which RDS writes to the bucket: it trusts export.rds.amazonaws.com")
        Optional<String> roleArn,

        @Setting(
                key = "snapshot.kms-key",
                placeholder = "ARN|ID|ALIAS",
                description = "The KMS key with which RDS encrypts what it writes")
        Optional<String> kmsKey,

        @Setting(
                key = "snapshot.staging",
                placeholder = "s3://BUCKET/PREFIX",
                description =
                        "Where RDS writes first, in the snapshot's region, when the exports are elsewhere: on disk or in"
                                + " a bucket that it cannot write to. What it wrote there is deleted afterwards")
        Optional<URI> staging,

        @Setting(
                key = "snapshot.on-stop",
                defaultValue = "cancel",
                description =
                        "When the run is told to stop: cancel the export task, or leave it to go on for the next run of"
                                + " the same --id")
        StopAction onStop,

        @Setting(
                key = "snapshot.stop-timeout",
                defaultValue = "20s",
                minimum = "1s",
                maximum = "10m",
                description = "How long to wait for the end of a task that was cancelled")
        Duration stopTimeout,

        @Setting(
                key = "snapshot.max-duration",
                defaultValue = "24h",
                minimum = "1s",
                maximum = "6d",
                description = "Give up, and cancel the task, when snapshot and export take longer")
        Duration maxDuration,

        @Setting(
                key = "snapshot.poll-interval",
                defaultValue = "30s",
                minimum = "100ms",
                maximum = "10m",
                description = "The longest wait between two questions of how far RDS is; the first waits are shorter")
        Duration pollInterval) {}
