package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;

/** What is told of every object, be it put by one request or in parts. */
class AttributesTest {
    private static final ObjectName SMALL = ObjectName.of("export", "manifest.json");
    private static final ObjectName BIG = ObjectName.of("export", "data", "public.moves", "1.csv.zst");

    private static void store(S3Bucket bucket, Map<String, String> settings) throws Exception {
        try (Sink sink = bucket.open("exports/", settings)) {
            sink.put(SMALL, out -> out.write('{'));
            sink.put(BIG, out -> out.write(new byte[9 << 20]));
        }
    }

    private static HeadObjectResponse head(S3Bucket bucket, ObjectName name) {
        return bucket.client()
                .headObject(request -> request.bucket(bucket.name()).key("exports/" + name));
    }

    @EveryS3Server
    void objectsSayWhatTheyAre(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of());

        assertThat(head(bucket, SMALL).contentType()).isEqualTo("application/json");
        assertThat(head(bucket, BIG).contentType()).isEqualTo("application/zstd");
    }

    @EveryS3Server
    void metadataIsOnEveryObject(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of("s3.metadata", "run=nightly"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            assertThat(head(bucket, name).metadata()).containsEntry("run", "nightly");
        }
    }

    @EveryS3Server(needs = S3Capability.TAGS)
    void tagsAreOnEveryObject(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of("s3.tags", "team=data + more"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            Map<String, String> tags = new TreeMap<>();
            for (Tag tag : bucket.client()
                    .getObjectTagging(request -> request.bucket(bucket.name()).key("exports/" + name))
                    .tagSet()) {
                tags.put(tag.key(), tag.value());
            }
            assertThat(tags).isEqualTo(Map.of("team", "data + more"));
        }
    }

    @EveryS3Server(kinds = S3Kind.LOCALSTACK)
    void theStorageClassIsTheOneThatWasAskedFor(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of("s3.storage-class", "STANDARD_IA"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            assertThat(head(bucket, name).storageClass()).isEqualTo(StorageClass.STANDARD_IA);
        }
    }

    @EveryS3Server(needs = S3Capability.OWNER_ACL)
    void theOwnerOfTheBucketHasFullControl(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of("s3.acl", "bucket-owner-full-control"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            assertThat(bucket.client()
                            .getObjectAcl(
                                    request -> request.bucket(bucket.name()).key("exports/" + name))
                            .grants())
                    .isNotEmpty();
        }
    }

    @EveryS3Server(needs = S3Capability.KMS)
    void aKeyOfKmsEncryptsEveryObject(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);
        String key = server.kmsKey().orElseThrow();

        store(bucket, Map.of("s3.sse", "aws-kms", "s3.kms-key-id", key, "s3.bucket-key", "true"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            HeadObjectResponse head = head(bucket, name);
            assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
            assertThat(head.ssekmsKeyId()).endsWith(key.replaceAll(".*/", ""));
        }
    }

    @EveryS3Server(kinds = S3Kind.LOCALSTACK)
    void keysOfTheStorageEncryptEveryObject(S3Server server) throws Exception {
        S3Bucket bucket = S3Bucket.on(server);

        store(bucket, Map.of("s3.sse", "aes256"));

        for (ObjectName name : new ObjectName[] {SMALL, BIG}) {
            assertThat(head(bucket, name).serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        }
    }

    @EveryS3Server(needs = S3Capability.KMS_KEYS_CHECKED)
    void aKeyThatDoesNotExistIsAnErrorOfTheConfiguration(S3Server server) {
        S3Bucket bucket = S3Bucket.on(server);
        Map<String, String> settings = Map.of(
                "s3.sse",
                "aws-kms",
                "s3.kms-key-id",
                "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000");

        assertThatThrownBy(() -> store(bucket, settings))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("exports/export/manifest.json");
        assertThat(bucket.everything()).isEmpty();
    }

    @EveryS3Server(needs = S3Capability.OBJECT_LOCK)
    void aBucketWithObjectLockTakesExports(S3Server server) throws Exception {
        String name = server.newBucketName();
        server.client().createBucket(request -> request.bucket(name).objectLockEnabledForBucket(true));
        server.client()
                .putObjectLockConfiguration(request -> request.bucket(name)
                        .objectLockConfiguration(configuration -> configuration
                                .objectLockEnabled("Enabled")
                                .rule(rule -> rule.defaultRetention(retention ->
                                        retention.mode("GOVERNANCE").days(1)))));
        S3Bucket bucket = new S3Bucket(server, name);

        store(bucket, Map.of());

        assertThat(bucket.keys()).containsExactlyInAnyOrder("exports/" + BIG, "exports/" + SMALL);
    }
}
