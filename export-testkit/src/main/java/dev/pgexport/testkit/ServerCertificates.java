package dev.pgexport.testkit;

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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for tests, made by the JDK's keytool: an authority, and what it has signed. */
public final class ServerCertificates {
    private static final String PASSWORD = "changeit";
    private static final String STORE = "store.p12";

    private final Path folder;

    /**
     * Start with none.
     *
     * @param folder takes the files; it exists
     */
    public ServerCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate and its key, as PEM. */
    public record Pair(Path certificate, Path key) {}

    /** Make an authority that signs itself. */
    public Pair authority(String name) throws IOException, GeneralSecurityException {
        generate(name, name, "-validity", "3650", "-ext", "bc:c");
        return pair(name);
    }

    /** Make a certificate that the authority has signed, valid for 30 days from a moment as keytool takes it. */
    public Pair signed(String authority, String name, String commonName, String start, String extension)
            throws IOException, GeneralSecurityException {
        generate(name, commonName, "-signer", authority, "-startdate", start, "-validity", "30", "-ext", extension);
        return pair(name);
    }

    /** Make the authority's list of what it has revoked. */
    public Path revocations(String authority, String file, String... revoked)
            throws IOException, GeneralSecurityException {
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

    /** Return what a server of this process needs to present a certificate that was made. */
    public SSLContext serverContext(String name) throws IOException, GeneralSecurityException {
        KeyStore all = store();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(), all.getCertificateChain(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
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
