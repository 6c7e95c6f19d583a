package dev.pgexport.testkit.fault;

/** What a request asks of S3. */
public enum RequestKind {
    /** CreateMultipartUpload. */
    CREATE_MULTIPART,
    /** UploadPart. */
    UPLOAD_PART,
    /** UploadPartCopy. */
    UPLOAD_PART_COPY,
    /** CompleteMultipartUpload. */
    COMPLETE,
    /** AbortMultipartUpload. */
    ABORT,
    /** ListMultipartUploads. */
    LIST_UPLOADS,
    /** ListParts. */
    LIST_PARTS,
    /** PutObject. */
    PUT,
    /** CopyObject. */
    COPY,
    /** GetObject. */
    GET,
    /** HeadObject. */
    HEAD,
    /** ListObjects and ListObjectsV2. */
    LIST,
    /** DeleteObject. */
    DELETE,
    /** DeleteObjects. */
    DELETE_MANY,
    /** Any other request: of buckets, tags, policies, and whatever is not S3. */
    OTHER,
    /** A connection, of a front that forwards bytes and knows nothing of requests. */
    CONNECTION
}
