package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS as libpq has it, where the driver's own differs: which files, which forms of keys, when servers are verified.
 *
 * <p>The driver creates it by name, so it is public and takes all it needs from the driver's properties.
 */
public final class TlsSocketFactory extends SSLSocketFactory {
    private static final String PREFIX = "pgexport.tls.";

    private final SSLSocketFactory delegate;
    private final Encryption encryption;

    public TlsSocketFactory(Properties properties) throws IOException, GeneralSecurityException {
        encryption = new Encryption(
                Encryption.Mode.of(properties.getProperty(PREFIX + "mode")),
                Boolean.parseBoolean(properties.getProperty(PREFIX + "system-roots")),
                path(properties, "roots"),
                path(properties, "revocation-list"),
                path(properties, "certificate"),
                path(properties, "key").orElse(Path.of("")),
                list(properties.getProperty(PREFIX + "protocols", "")),
                Boolean.parseBoolean(properties.getProperty(PREFIX + "names-server")));
        delegate = TlsContext.of(encryption, Optional.ofNullable(properties.getProperty(PREFIX + "password")))
                .getSocketFactory();
    }

    /** Set the properties that make the driver use this factory. */
    static void configure(Properties properties, Encryption encryption, Optional<String> keyPassword) {
        properties.setProperty("sslfactory", TlsSocketFactory.class.getName());
        properties.setProperty(PREFIX + "mode", encryption.mode().toString());
        properties.setProperty(PREFIX + "system-roots", Boolean.toString(encryption.systemRoots()));
        encryption.roots().ifPresent(path -> properties.setProperty(PREFIX + "roots", path.toString()));
        encryption
                .revocationList()
                .ifPresent(path -> properties.setProperty(PREFIX + "revocation-list", path.toString()));
        encryption.certificate().ifPresent(path -> properties.setProperty(PREFIX + "certificate", path.toString()));
        properties.setProperty(PREFIX + "key", encryption.key().toString());
        properties.setProperty(PREFIX + "protocols", String.join(",", encryption.protocols()));
        properties.setProperty(PREFIX + "names-server", Boolean.toString(encryption.namesServer()));
        keyPassword.ifPresent(password -> properties.setProperty(PREFIX + "password", password));
    }

    private static Optional<Path> path(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(PREFIX + name)).map(Path::of);
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private Socket configured(Socket socket) {
        SSLSocket tls = (SSLSocket) socket;
        SSLParameters parameters = tls.getSSLParameters();
        if (encryption.verifiesHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!encryption.namesServer()) {
            parameters.setServerNames(List.of());
        }
        if (!encryption.protocols().isEmpty()) {
            parameters.setProtocols(encryption.protocols().toArray(new String[0]));
        }
        tls.setSSLParameters(parameters);
        return tls;
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return configured(delegate.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return configured(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return configured(delegate.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return configured(delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return configured(delegate.createSocket(host, port, localHost, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return delegate.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return delegate.getSupportedCipherSuites();
    }
}
