package dev.pgexport.postgres.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates for tests, made by the JDK's keytool: an authority, and what it has signed. */
final class ServerCertificates {
    private static final String PASSWORD = "changeit";
    private static final String STORE = "store.p12";

    private final Path folder;

    ServerCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate and its key, as PEM. */
    record Pair(Path certificate, Path key) {}

    /** Make an authority that signs itself. */
    Pair authority(String name) throws IOException, GeneralSecurityException {
        generate(name, name, "-validity", "3650", "-ext", "bc:c");
        return pair(name);
    }

    /** Make a certificate that the authority has signed, valid for 30 days from a moment as keytool takes it. */
    Pair signed(String authority, String name, String commonName, String start, String extension)
            throws IOException, GeneralSecurityException {
        generate(name, commonName, "-signer", authority, "-startdate", start, "-validity", "30", "-ext", extension);
        return pair(name);
    }

    /** Make the authority's list of what it has revoked. */
    Path revocations(String authority, String file, String... revoked) throws IOException, GeneralSecurityException {
        Path list = folder.resolve(file + ".crl");
        List<String> arguments = new ArrayList<>(List.of("-gencrl", "-rfc", "-file", list.toString()));
        KeyStore store = store();
        for (String name : revoked) {
            X509Certificate certificate = (X509Certificate) store.getCertificate(name);
            arguments.addAll(List.of("-id", certificate.getSerialNumber().toString()));
        }
        keytool(authority, arguments);
        return list;
    }

    private void generate(String name, String commonName, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + commonName));
        arguments.addAll(List.of(options));
        keytool(name, arguments);
    }

    private Pair pair(String name) throws IOException, GeneralSecurityException {
        KeyStore store = store();
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate(name).getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        return new Pair(certificate, Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------")));
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(STORE))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    private void keytool(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(
                List.of("-alias", name, "-keystore", folder.resolve(STORE).toString()));
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
