package dev.pgexport.cli.audit;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.manifest.ManifestJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in hexadecimal digits, as sha256sum writes it. */
final class Sha256 {
    private Sha256() {}

    /** Return that of everything that is still to be read. */
    static String of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        try (OutputStream nowhere = OutputStream.nullOutputStream()) {
            new DigestInputStream(in, digest).transferTo(nowhere);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Return that of the manifest that a run made, whatever lies at the location by now. It stands for the whole export: a
     * manifest has the SHA-256 of every object.
     */
    static String of(Manifest manifest) {
        MessageDigest digest = digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            new ManifestJson().write(manifest, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
