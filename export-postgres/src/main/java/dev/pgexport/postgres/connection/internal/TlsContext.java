package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom to trust and who to be, read from the files that libpq reads. */
final class TlsContext {
    private TlsContext() {}

    static SSLContext of(Encryption encryption, Optional<String> keyPassword)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(encryption, keyPassword), trustManagers(encryption), null);
        return context;
    }

    private static TrustManager[] trustManagers(Encryption encryption) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (encryption.systemRoots()) {
            factory.init((@Nullable KeyStore) null);
            return factory.getTrustManagers();
        }
        if (encryption.roots().isEmpty()) {
            return new TrustManager[] {new TrustAnyone()};
        }
        Path roots = encryption.roots().get();
        if (!Files.exists(roots)) {
            throw new KeyStoreException("sslmode " + encryption.mode() + " needs the file of trusted certificates "
                    + roots + ", which does not exist");
        }
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Certificate certificate : certificates(roots)) {
            anchors.add(new TrustAnchor((X509Certificate) certificate, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(encryption.revocationList().isPresent());
        if (encryption.revocationList().isPresent()) {
            parameters.addCertStore(CertStore.getInstance(
                    "Collection",
                    new CollectionCertStoreParameters(
                            revocations(encryption.revocationList().get()))));
        }
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Encryption encryption, Optional<String> keyPassword)
            throws IOException, GeneralSecurityException {
        if (encryption.certificate().isEmpty()) {
            return new KeyManager[0];
        }
        Certificate[] chain = certificates(encryption.certificate().get()).toArray(new Certificate[0]);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", PrivateKeyFile.read(encryption.key(), keyPassword), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static Collection<? extends CRL> revocations(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCRLs(in);
        }
    }

    /** Encrypts without knowing to whom: what sslmode require and below mean without a file of trusted certificates. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
