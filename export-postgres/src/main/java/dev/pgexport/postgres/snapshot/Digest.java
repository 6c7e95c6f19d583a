package dev.pgexport.postgres.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 of lines, in their order. Made here, since a server that keeps to FIPS 140 has no md5(). */
final class Digest {
    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(String line) {
        sha256.update(line.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0); // no text of PostgreSQL has one
    }

    /** Return the hash of all lines so far; once. */
    byte[] bytes() {
        return sha256.digest();
    }

    /** Return the hash of all lines so far in 64 lower-case hex digits; once. */
    String hex() {
        return HexFormat.of().formatHex(bytes());
    }
}
