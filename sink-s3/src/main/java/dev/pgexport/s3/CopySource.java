package dev.pgexport.s3;

/**
 * An object to copy from.
 *
 * @param etag it must have still
 */
record CopySource(String bucket, String key, String etag) {}
