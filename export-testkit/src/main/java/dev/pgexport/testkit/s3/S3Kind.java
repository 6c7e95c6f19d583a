package dev.pgexport.testkit.s3;

import static dev.pgexport.testkit.s3.S3Capability.ABORT_IS_FINAL;
import static dev.pgexport.testkit.s3.S3Capability.CHECKSUMS;
import static dev.pgexport.testkit.s3.S3Capability.CLOCK;
import static dev.pgexport.testkit.s3.S3Capability.COMPLETE_AGAIN;
import static dev.pgexport.testkit.s3.S3Capability.COMPOSITE_CHECKSUMS;
import static dev.pgexport.testkit.s3.S3Capability.CONDITIONAL_COMPLETE;
import static dev.pgexport.testkit.s3.S3Capability.CONDITIONAL_PUT;
import static dev.pgexport.testkit.s3.S3Capability.CONDITIONAL_PUT_RACE;
import static dev.pgexport.testkit.s3.S3Capability.FULL_OBJECT_CHECKSUMS;
import static dev.pgexport.testkit.s3.S3Capability.KMS;
import static dev.pgexport.testkit.s3.S3Capability.KMS_KEYS_CHECKED;
import static dev.pgexport.testkit.s3.S3Capability.OBJECT_LOCK;
import static dev.pgexport.testkit.s3.S3Capability.OWNER_ACL;
import static dev.pgexport.testkit.s3.S3Capability.PART_LISTING;
import static dev.pgexport.testkit.s3.S3Capability.PART_SIZE;
import static dev.pgexport.testkit.s3.S3Capability.POLICIES;
import static dev.pgexport.testkit.s3.S3Capability.REGIONS;
import static dev.pgexport.testkit.s3.S3Capability.SIGNATURES;
import static dev.pgexport.testkit.s3.S3Capability.STORAGE_CLASS;
import static dev.pgexport.testkit.s3.S3Capability.TAGS;
import static dev.pgexport.testkit.s3.S3Capability.TRAILING_CRC32C;
import static dev.pgexport.testkit.s3.S3Capability.UPLOAD_LISTING;
import static dev.pgexport.testkit.s3.S3Capability.UPLOAD_LISTING_BY_KEY;
import static dev.pgexport.testkit.s3.S3Capability.UPLOAD_SIZE;
import static dev.pgexport.testkit.s3.S3Capability.VERSIONS;
import static dev.pgexport.testkit.s3.S3Capability.WRONG_CHECKSUMS_REFUSED;

import java.util.Set;

/** The kinds of S3 servers that tests run against, with what was measured of each. */
public enum S3Kind {
    /** LocalStack in a container: most of the API, little of the protection. Needs Docker. */
    LOCALSTACK("LocalStack"),

    /** MinIO on one folder: strict, and enforces policies. Needs its program. */
    MINIO("MinIO"),

    /** S3Proxy on a folder, in a JVM of its own: the objects and the uploads, no more. Is always there. */
    LIGHT("S3Proxy");

    private final String title;

    S3Kind(String title) {
        this.title = title;
    }

    /** Return what its servers do of what S3 does, unmodifiable. */
    public Set<S3Capability> capabilities() {
        return switch (this) {
            case LOCALSTACK ->
                Set.of(
                        CHECKSUMS,
                        WRONG_CHECKSUMS_REFUSED,
                        COMPOSITE_CHECKSUMS,
                        FULL_OBJECT_CHECKSUMS,
                        UPLOAD_SIZE,
                        PART_SIZE,
                        ABORT_IS_FINAL,
                        UPLOAD_LISTING_BY_KEY,
                        UPLOAD_LISTING,
                        PART_LISTING,
                        CONDITIONAL_PUT,
                        CONDITIONAL_PUT_RACE,
                        CONDITIONAL_COMPLETE,
                        VERSIONS,
                        OBJECT_LOCK,
                        KMS,
                        KMS_KEYS_CHECKED,
                        TAGS,
                        STORAGE_CLASS,
                        OWNER_ACL);
            case MINIO ->
                Set.of(
                        SIGNATURES,
                        CLOCK,
                        REGIONS,
                        POLICIES,
                        CHECKSUMS,
                        WRONG_CHECKSUMS_REFUSED,
                        TRAILING_CRC32C,
                        COMPOSITE_CHECKSUMS,
                        FULL_OBJECT_CHECKSUMS,
                        PART_SIZE,
                        ABORT_IS_FINAL,
                        UPLOAD_LISTING_BY_KEY,
                        PART_LISTING,
                        CONDITIONAL_PUT,
                        CONDITIONAL_PUT_RACE,
                        CONDITIONAL_COMPLETE,
                        VERSIONS,
                        OBJECT_LOCK,
                        KMS,
                        KMS_KEYS_CHECKED,
                        TAGS,
                        OWNER_ACL);
            case LIGHT ->
                Set.of(
                        SIGNATURES,
                        CLOCK,
                        CHECKSUMS,
                        WRONG_CHECKSUMS_REFUSED,
                        TRAILING_CRC32C,
                        COMPOSITE_CHECKSUMS,
                        FULL_OBJECT_CHECKSUMS,
                        PART_SIZE,
                        COMPLETE_AGAIN,
                        UPLOAD_LISTING_BY_KEY,
                        UPLOAD_LISTING,
                        PART_LISTING,
                        CONDITIONAL_PUT,
                        CONDITIONAL_COMPLETE,
                        STORAGE_CLASS);
        };
    }

    /** Return whether its servers do that. */
    public boolean can(S3Capability capability) {
        return capabilities().contains(capability);
    }

    /** Return the program's name, for the names of tests. */
    @Override
    public String toString() {
        return title;
    }
}
