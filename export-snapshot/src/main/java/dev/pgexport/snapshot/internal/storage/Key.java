package dev.pgexport.snapshot.internal.storage;

/**
 * An object in S3, as a listing has it.
 *
 * @param key its whole key
 * @param bytes its size
 * @param etag as S3 writes it, in double quotes
 */
public record Key(String key, long bytes, String etag) {}
