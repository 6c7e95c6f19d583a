package dev.pgexport.testkit.s3;

/**
 * What Amazon S3 does and a server made for tests may not.
 *
 * <p>Which server does what is declared in {@link S3Kind} and checked against the running servers, in both directions.
 */
public enum S3Capability {
    /** Refuses a request that is signed with a wrong secret, by {@code SignatureDoesNotMatch}. */
    SIGNATURES,

    /** Refuses a request that was signed an hour ago, by {@code RequestTimeTooSkewed}. */
    CLOCK,

    /** Refuses a request for another region than its own, by {@code 301} or {@code AuthorizationHeaderMalformed}. */
    REGIONS,

    /** Refuses what the bucket policy or the policy of a session does not allow: see {@link S3Server#restrictedTo}. */
    POLICIES,

    /** Refuses a request whose expected bucket owner is another account. */
    BUCKET_OWNER,

    /** Returns the CRC32C that an object was put with. */
    CHECKSUMS,

    /** Refuses an object, and a part, whose bytes have another CRC32C than the one sent along. */
    WRONG_CHECKSUMS_REFUSED,

    /** Takes a CRC32C that the SDK computes while it sends and puts after the bytes. */
    TRAILING_CRC32C,

    /** Returns the CRC32C of the parts' CRC32Cs of an object uploaded in parts. */
    COMPOSITE_CHECKSUMS,

    /** Returns the CRC32C of the whole of an object uploaded in parts, and refuses to complete one that has another. */
    FULL_OBJECT_CHECKSUMS,

    /** Refuses to complete an upload whose parts have another size in sum than the one sent along. */
    UPLOAD_SIZE,

    /** Refuses to complete an upload of which a part but the last is below 5 MiB, by {@code EntityTooSmall}. */
    PART_SIZE,

    /** Answers the completion of an upload that was completed before by success, as long as it is the same. */
    COMPLETE_AGAIN,

    /** Refuses a part of an upload that was aborted. */
    ABORT_IS_FINAL,

    /** Lists the open uploads of a key, when its whole name is the prefix. */
    UPLOAD_LISTING_BY_KEY,

    /** Lists the open uploads below a prefix, and no others. */
    UPLOAD_LISTING,

    /** Lists the parts of an open upload. */
    PART_LISTING,

    /** Does not replace an object that is put with {@code If-None-Match: *}. */
    CONDITIONAL_PUT,

    /** Lets one of many puts with {@code If-None-Match: *} that run at once win. */
    CONDITIONAL_PUT_RACE,

    /** Does not replace an object by an upload that is completed with {@code If-None-Match: *}. */
    CONDITIONAL_COMPLETE,

    /** Keeps all versions of an object. */
    VERSIONS,

    /** Keeps a version from being deleted before its retention ends. */
    OBJECT_LOCK,

    /** Encrypts with a key that is asked for, and says so: see {@link S3Server#kmsKey}. */
    KMS,

    /** Refuses to encrypt with a key that does not exist. */
    KMS_KEYS_CHECKED,

    /** Stores the tags of an object. */
    TAGS,

    /** Stores the storage class of an object. */
    STORAGE_CLASS,

    /** Takes the canned ACL {@code bucket-owner-full-control}. */
    OWNER_ACL
}
