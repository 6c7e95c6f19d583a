package dev.pgexport.postgres.connection.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A client's private key: PKCS #8 as PEM or DER, encrypted or not, or PKCS #1 as PEM. */
final class PrivateKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** Version 0 and the identifier of RSA, which PKCS #8 puts before a key in PKCS #1. */
    private static final byte[] RSA_HEADER = {
        2, 1, 0, 0x30, 0x0d, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PrivateKeyFile() {}

    static PrivateKey read(Path file, Optional<String> password) throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidKeyException("there is a client certificate, but no key in " + file);
        }
        checkPermissions(file);
        byte[] content = Files.readAllBytes(file);
        Matcher pem = PEM.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            return decode(file, content);
        }
        byte[] key = Base64.getMimeDecoder().decode(pem.group(2));
        return switch (pem.group(1)) {
            case "" -> decode(file, key);
            case "RSA " -> decode(file, fromPkcs1(key));
            case "ENCRYPTED " -> decode(file, decrypt(file, key, password));
            default ->
                throw new InvalidKeyException(
                        "the key " + file + " is in an old form: convert it by openssl pkcs8 -topk8");
        };
    }

    /** As libpq: only the owner may read the key, or a group too when root owns it. */
    private static void checkPermissions(Path file) throws IOException, GeneralSecurityException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        boolean byRoot = Files.getAttribute(file, "unix:uid").equals(0)
                && !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.GROUP_EXECUTE);
        boolean foreign = permissions.stream()
                .anyMatch(permission -> permission.name().startsWith("OTHERS_")
                        || (permission.name().startsWith("GROUP_") && !byRoot));
        if (foreign) {
            throw new InvalidKeyException("others may read the key " + file + ": perhaps chmod 0600");
        }
    }

    private static byte[] decrypt(Path file, byte[] content, Optional<String> password)
            throws IOException, GeneralSecurityException {
        if (password.isEmpty()) {
            throw new InvalidKeyException("the key " + file + " is encrypted and no sslpassword is given");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
        // With PBES2 the parameters alone know the algorithm, and tell it as their text.
        String name = encrypted.getAlgName();
        String algorithm = name.equals("PBES2") || name.startsWith("1.")
                ? encrypted.getAlgParameters().toString()
                : name;
        PBEKeySpec spec = new PBEKeySpec(password.get().toCharArray());
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                encrypted.getAlgParameters());
        try {
            return encrypted.getKeySpec(cipher).getEncoded();
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeyException("sslpassword does not open the key " + file, e);
        }
    }

    private static byte[] fromPkcs1(byte[] key) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_HEADER);
        content.writeBytes(element(OCTET_STRING, key));
        return element(SEQUENCE, content.toByteArray());
    }

    /** Return an element in DER: tag, length, content. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        // The long form: the length in two bytes, which every RSA key fills.
        element.write(0x82);
        element.write(content.length >> 8);
        element.write(content.length);
        element.writeBytes(content);
        return element.toByteArray();
    }

    private static PrivateKey decode(Path file, byte[] encoded) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm.
            }
        }
        throw new InvalidKeyException("the key " + file + " is not a key in PKCS #8");
    }
}
