package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyFileTest {
    /** The length of what PKCS #8 puts before the PKCS #1 form of a key of 2048 bits. */
    private static final int PKCS8_HEADER = 26;

    /** A key of no other use, by {@code openssl genpkey -algorithm EC}. */
    private static final String PLAIN = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/emA3IomfWeAz/HS
            QwqNWkocaTcgtVajNbSr7dnG6qGhRANCAAQRDEuEpvs/afGpPwfZBaqauNIueXmA
            7frVpE+kmjC+dUPmL0ZlHQyi5w4edMK17qWzy/nGH41DRKvX8CYrjnm8
            -----END PRIVATE KEY-----
            """;

    /** The same by {@code openssl pkcs8 -topk8 -v2 aes256}, with the password opensesame. */
    private static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjBkNUTjGBQGAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJBnxC7Q3T37iGVcCndZWiQEgZBV
            E9Vh7DCF9ZhD4PUCXiUana/pfcVvz7D7xniw8LEmRPR587n5EvA07tgb3/aJd4ue
            fbwTfNd+i1XoGR8Bgzj9/KRnrq5EaNMSIOsbFRjHALDRjlzrXJzhIAYvAIy8hvmP
            t/HtW9+6Va/zMHj00mwG2cp+z4iF7SrzsHD4tkbmH2t0+eH52wFkxOzL5EO2EFY=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** The same by {@code openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES}. */
    private static final String ENCRYPTED_OLD = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGxMBwGCiqGSIb3DQEMAQMwDgQItOiGUf5JUq4CAggABIGQ4zXIJ0KWmVYL94Mk
            U39i+GGf6w7GLUQZo5a4JJMrLNa2AB/9CB5lL1R1/RQLdH2tq8K1P1zFNeteyqOb
            aFnTrlK48mJJPph+c0HKDYHUvnxsMkulcV1x+Ers3CffBgggmOR0njducS1qCeqx
            eBMod+WcF9mbVZGwDZnwHTgPGvxkIvWPImybScSVoj9S14wK
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsPkcs8(String algorithm) throws IOException, GeneralSecurityException {
        PrivateKey key = key(algorithm);

        assertThat(read(file(pem("PRIVATE KEY", key.getEncoded())))).isEqualTo(key);
        assertThat(read(file(key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void readsTheOldFormOfRsaKeys() throws IOException, GeneralSecurityException {
        PrivateKey key = key("RSA");
        byte[] old = Arrays.copyOfRange(key.getEncoded(), PKCS8_HEADER, key.getEncoded().length);

        assertThat(read(file(pem("RSA PRIVATE KEY", old)))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENCRYPTED, ENCRYPTED_OLD})
    void readsAnEncryptedKeyWithItsPasswordAlone(String encrypted) throws IOException, GeneralSecurityException {
        PrivateKey key = read(file(PLAIN));
        Path file = file(encrypted);

        assertThat(PrivateKeyFile.read(file, Optional.of("opensesame"))).isEqualTo(key);
        assertThatThrownBy(() -> PrivateKeyFile.read(file, Optional.of("wrong")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("does not open");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("no sslpassword");
    }

    @Test
    void saysHowToConvertWhatItCannotRead() throws IOException {
        Path file = file(pem("EC PRIVATE KEY", new byte[] {1}));

        assertThatThrownBy(() -> read(file)).hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void refusesWhatIsNoKeyOrIsNotThere() throws IOException {
        Path file = file("nonsense");

        assertThatThrownBy(() -> read(file)).hasMessageContaining("PKCS #8");
        assertThatThrownBy(() -> read(folder.resolve("none"))).hasMessageContaining("none");
    }

    private static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
        return PrivateKeyFile.read(file, Optional.empty());
    }

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    private Path file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.US_ASCII));
    }

    private Path file(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("key"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
