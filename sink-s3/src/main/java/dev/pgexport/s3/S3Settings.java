package dev.pgexport.s3;

import dev.pgexport.api.setting.DataSize;
import dev.pgexport.api.setting.Setting;
import dev.pgexport.aws.AwsSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of sink {@code s3}.
 *
 * @param aws how the server is reached
 * @param bufferMemory room for at least two parts
 * @param partSize 5 MiB, the least that S3 takes, to 1 GiB
 * @param uploads 1 to 64
 * @param storageClass as S3 spells it
 * @param encryption what encrypts objects at rest
 * @param kmsKeyId a key's id, ARN or alias; only with a KMS encryption
 * @param bucketKey whether a key of the bucket's own is used, which spares requests to KMS; empty for the bucket's default
 * @param acl a canned ACL as S3 spells it
 * @param tags each {@code key=value}, 10 at most
 * @param metadata each {@code key=value}
 * @param requesterPays whether the account that asks pays for requests
 * @param expectedBucketOwner an account's 12 digits
 * @param heartbeat 1 second to 10 minutes
 */
public record S3Settings(
        AwsSettings aws,

        @Setting(
                key = "s3.buffer-memory",
                defaultValue = "96MiB",
                minimum = "10MiB",
                maximum = "64GiB",
                description = "Memory outside the heap for the parts of all objects that are being written; when it is"
                        + " used up, writing waits for the network")
        DataSize bufferMemory,

        @Setting(
                key = "s3.part-size",
                defaultValue = "8MiB",
                minimum = "5MiB",
                maximum = "1GiB",
                description =
                        "Size of the first parts of an object; later ones grow, as S3 takes 10,000. A smaller object"
                                + " is put by one request")
        DataSize partSize,

        @Setting(
                key = "s3.uploads",
                defaultValue = "8",
                minimum = "1",
                maximum = "64",
                description = "How many parts are sent at once, of all objects together")
        int uploads,

        @Setting(
                key = "s3.storage-class",
                placeholder = "CLASS",
                description = "Storage class of the objects, as in STANDARD_IA; without it the bucket's default")
        Optional<String> storageClass,

        @Setting(
                key = "s3.sse",
                defaultValue = "none",
                description =
                        "Encryption at rest: aes256 by keys of S3, aws-kms by a key of KMS (aws-kms-dsse: twice), none"
                                + " for the bucket's default")
        Encryption encryption,

        @Setting(
                key = "s3.kms-key-id",
                placeholder = "KEY",
                description = "KMS key for aws-kms: best its ARN; without it the account's own key for S3")
        Optional<String> kmsKeyId,

        @Setting(
                key = "s3.bucket-key",
                description = "Whether aws-kms uses a bucket key, which spares requests to KMS; without it the bucket's"
                        + " default")
        Optional<Boolean> bucketKey,

        @Setting(
                key = "s3.acl",
                placeholder = "ACL",
                description = "Canned ACL of the objects, as in bucket-owner-full-control; for buckets that still have"
                        + " ACLs")
        Optional<String> acl,

        @Setting(
                key = "s3.tags",
                placeholder = "KEY=VALUE",
                description = "Tag of every object; may be given up to 10 times (needs s3:PutObjectTagging)")
        List<String> tags,

        @Setting(
                key = "s3.metadata",
                placeholder = "KEY=VALUE",
                description = "Metadata of every object (x-amz-meta-KEY); may be given several times")
        List<String> metadata,

        @Setting(
                key = "s3.requester-pays",
                defaultValue = "false",
                description = "Whether the account of the credentials pays for requests, as some buckets demand")
        boolean requesterPays,

        @Setting(
                key = "s3.expected-bucket-owner",
                placeholder = "ACCOUNT",
                description = "Account that must own the bucket, 12 digits; every request to another one's is refused")
        Optional<String> expectedBucketOwner,

        @Setting(
                key = "s3.heartbeat",
                defaultValue = "30s",
                minimum = "1s",
                maximum = "10m",
                description = "How often a run says that it is alive; one that has been silent for five times as long"
                        + " counts as dead")
        Duration heartbeat) {

    /** What keys of metadata start with that are the sink's own. */
    static final String OWN_METADATA = "pgexport-";

    private static final int MAXIMAL_TAGS = 10;
    private static final int LEAST_BUFFERS = 2;
    private static final Pattern PAIR = Pattern.compile("([^=]+)=(.*)", Pattern.DOTALL);
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._-]+");

    public S3Settings {
        tags = List.copyOf(tags);
        metadata = List.copyOf(metadata);
        if (bufferMemory.bytes() < LEAST_BUFFERS * partSize.bytes()) {
            throw new IllegalArgumentException("s3.buffer-memory (" + bufferMemory + ") has room for two parts of"
                    + " s3.part-size (" + partSize + ")");
        }
        boolean kms = encryption == Encryption.AWS_KMS || encryption == Encryption.AWS_KMS_DSSE;
        if (!kms && (kmsKeyId.isPresent() || bucketKey.isPresent())) {
            throw new IllegalArgumentException("s3.kms-key-id and s3.bucket-key need s3.sse to be aws-kms");
        }
        if (expectedBucketOwner
                .filter(owner -> !ACCOUNT.matcher(owner).matches())
                .isPresent()) {
            throw new IllegalArgumentException("s3.expected-bucket-owner is the 12 digits of an account");
        }
        if (pairs("s3.tags", tags).size() > MAXIMAL_TAGS) {
            throw new IllegalArgumentException("s3.tags: S3 takes 10 tags at most");
        }
        for (String key : pairs("s3.metadata", metadata).keySet()) {
            if (!HEADER.matcher(key).matches() || key.startsWith(OWN_METADATA)) {
                throw new IllegalArgumentException("s3.metadata: not a key of metadata: " + key);
            }
        }
    }

    private static Map<String, String> pairs(String setting, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            var matcher = PAIR.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(setting + " is KEY=VALUE: " + text);
            }
            pairs.put(matcher.group(1), matcher.group(2));
        }
        return pairs;
    }

    Map<String, String> tagsByKey() {
        return pairs("s3.tags", tags);
    }

    Map<String, String> metadataByKey() {
        return pairs("s3.metadata", metadata);
    }
}
