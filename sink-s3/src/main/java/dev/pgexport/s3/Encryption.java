package dev.pgexport.s3;

/** What encrypts objects at rest. */
public enum Encryption {
    /** What the bucket's default says; since 2023 Amazon S3 encrypts everything with keys of its own at least. */
    NONE,
    /** Keys of the storage itself (SSE-S3). */
    AES256,
    /** A key of the Key Management Service (SSE-KMS). */
    AWS_KMS,
    /** Two layers of encryption with a key of the Key Management Service (DSSE-KMS). */
    AWS_KMS_DSSE
}
