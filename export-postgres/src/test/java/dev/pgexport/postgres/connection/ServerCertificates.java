package dev.pgexport.postgres.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates for tests, made by the JDK's keytool: an authority, and what it has signed. */
final class ServerCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    ServerCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate and its key, as PEM. */
    record Pair(Path certificate, Path key) {}

    /** Make an authority that signs itself. */
    Pair authority(String name) throws IOException, GeneralSecurityException {
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "3650", "-ext", "bc:c");
        return pair(name);
    }

    /** Make a certificate that the authority has signed, valid for a number of days from a moment as keytool takes it. */
    Pair signed(String authority, String name, String commonName, String start, String... extensions)
            throws IOException, GeneralSecurityException {
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + commonName);
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + ".crt");
        keytool(name, "-certreq", "-file", request.toString());
        List<String> arguments = new ArrayList<>(
                List.of("-gencert", "-rfc", "-infile", request.toString(), "-outfile", certificate.toString()));
        arguments.addAll(List.of("-startdate", start, "-validity", "30"));
        for (String extension : extensions) {
            arguments.addAll(List.of("-ext", extension));
        }
        keytool(authority, arguments.toArray(new String[0]));
        return new Pair(certificate, writeKey(name));
    }

    /** Make the authority's list of what it has revoked. */
    Path revocations(String authority, String file, String... revoked) throws IOException, GeneralSecurityException {
        Path list = folder.resolve(file + ".crl");
        List<String> arguments = new ArrayList<>(List.of("-gencrl", "-rfc", "-file", list.toString()));
        for (String name : revoked) {
            try (InputStream in = Files.newInputStream(folder.resolve(name + ".crt"))) {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(in);
                arguments.addAll(List.of("-id", certificate.getSerialNumber().toString()));
            }
        }
        keytool(authority, arguments.toArray(new String[0]));
        return list;
    }

    private Pair pair(String name) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(name + ".crt");
        keytool(name, "-exportcert", "-rfc", "-file", certificate.toString());
        return new Pair(certificate, writeKey(name));
    }

    private Path writeKey(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey(name, PASSWORD.toCharArray());
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path file = Files.writeString(folder.resolve(name + ".key"), pem);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void keytool(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias", name, "-keystore", folder.resolve(name + ".p12").toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
