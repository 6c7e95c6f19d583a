package dev.pgexport.api;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells an object's stored bytes from others: hashes of the bytes, and the ETag, which a storage gives to what it
 * stores. Any of them may be unknown.
 *
 * <p>Equal ETags of one name mean that nothing was written there since. Different ones need not mean different bytes: the
 * parts of an upload, encryption by KMS and a copy all change the ETag of the same bytes ("Common response headers", API
 * reference of Amazon S3).
 *
 * @param sha256 64 lower-case hex digits
 * @param crc32c 8 lower-case hex digits
 * @param crc64nvme CRC-64/NVME, which Amazon S3 takes of what is put without another checksum: 16 lower-case hex digits
 * @param etag as the storage says it, without quotation marks
 */
public record Checksums(
        Optional<String> sha256, Optional<String> crc32c, Optional<String> crc64nvme, Optional<String> etag) {
    /** Nothing is known. */
    public static final Checksums NONE =
            new Checksums(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern CRC64NVME = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern ETAG = Pattern.compile("[!#-~]{1,1024}");

    /** What comparing two says. */
    public enum Comparison {
        SAME,
        DIFFERENT,
        /** There is nothing that both have: they may be of the same bytes or not. */
        NOTHING_IN_COMMON
    }

    public Checksums {
        check("a SHA-256 in hex", SHA256, sha256);
        check("a CRC32C in hex", CRC32C, crc32c);
        check("a CRC-64/NVME in hex", CRC64NVME, crc64nvme);
        check("an ETag without its quotation marks", ETAG, etag);
    }

    private static void check(String what, Pattern form, Optional<String> value) {
        if (value.isPresent() && !form.matcher(value.get()).matches()) {
            throw new IllegalArgumentException("not " + what + ": " + value.get());
        }
    }

    /** Return those of bytes that passed through here. */
    public static Checksums of(String sha256, String crc32c) {
        return new Checksums(Optional.of(sha256), Optional.of(crc32c), Optional.empty(), Optional.empty());
    }

    /** Return an ETag, which may have its quotation marks, and nothing else. */
    public static Checksums ofEtag(String etag) {
        return NONE.withEtag(etag);
    }

    public Checksums withCrc64nvme(String crc64nvme) {
        return new Checksums(sha256, crc32c, Optional.of(crc64nvme), etag);
    }

    /** Return these with an ETag, which may have its quotation marks. */
    public Checksums withEtag(String etag) {
        return new Checksums(sha256, crc32c, crc64nvme, Optional.of(etag.replaceAll("^\"|\"$", "")));
    }

    /** Return the hashes of the bytes, which stay the same wherever these are copied to: all but the ETag. */
    public Checksums hashes() {
        return etag.isEmpty() ? this : new Checksums(sha256, crc32c, crc64nvme, Optional.empty());
    }

    /** Return these, and those of others of the same object that are not among these. */
    public Checksums and(Checksums others) {
        return new Checksums(
                sha256.or(others::sha256),
                crc32c.or(others::crc32c),
                crc64nvme.or(others::crc64nvme),
                etag.or(others::etag));
    }

    /** Return those of these that others have as well, be they equal or not. */
    public Checksums commonWith(Checksums others) {
        return new Checksums(
                sha256.filter(value -> others.sha256.isPresent()),
                crc32c.filter(value -> others.crc32c.isPresent()),
                crc64nvme.filter(value -> others.crc64nvme.isPresent()),
                etag.filter(value -> others.etag.isPresent()));
    }

    public boolean isEmpty() {
        return all().allMatch(Optional::isEmpty);
    }

    /** Compare by the hashes that both have, or, when they have none in common, by ETag. */
    public Comparison compare(Checksums other) {
        Comparison hashes = Stream.<Function<Checksums, Optional<String>>>of(
                        Checksums::sha256, Checksums::crc32c, Checksums::crc64nvme)
                .map(part -> compare(part.apply(this), part.apply(other)))
                .reduce(Comparison.NOTHING_IN_COMMON, Checksums::together);
        return hashes == Comparison.NOTHING_IN_COMMON ? compare(etag, other.etag) : hashes;
    }

    private static Comparison compare(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Comparison.NOTHING_IN_COMMON;
        }
        return one.equals(other) ? Comparison.SAME : Comparison.DIFFERENT;
    }

    private static Comparison together(Comparison one, Comparison other) {
        if (one == Comparison.DIFFERENT || other == Comparison.NOTHING_IN_COMMON) {
            return one;
        }
        return other;
    }

    private Stream<Optional<String>> all() {
        return Stream.of(sha256, crc32c, crc64nvme, etag);
    }

    /** Return them for a message, as in {@code CRC32C 0011aabb, ETag 9b2c-3}. */
    @Override
    public String toString() {
        String shown = String.join(
                ", ",
                Stream.of(
                                sha256.map(value -> "SHA-256 " + value),
                                crc32c.map(value -> "CRC32C " + value),
                                crc64nvme.map(value -> "CRC-64/NVME " + value),
                                etag.map(value -> "ETag " + value))
                        .flatMap(Optional::stream)
                        .toList());
        return shown.isEmpty() ? "no checksum" : shown;
    }
}
