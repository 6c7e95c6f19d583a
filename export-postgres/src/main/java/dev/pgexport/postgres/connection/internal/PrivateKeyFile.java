package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key in PKCS #8, as PEM or DER, encrypted or not. */
final class PrivateKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeyFile() {}

    static PrivateKey read(Path file, Optional<String> password) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        Matcher pem = PEM.matcher(new String(content, StandardCharsets.ISO_8859_1));
        String form = "";
        if (pem.find()) {
            form = pem.group(1).strip();
            content = Base64.getMimeDecoder().decode(pem.group(2));
        }
        if (!form.isEmpty() && !form.equals("ENCRYPTED")) {
            throw new InvalidKeyException("the key " + file + " is in the old form of " + form
                    + " keys: convert it by openssl pkcs8 -topk8 -nocrypt -in " + file);
        }
        return decode(file, form.isEmpty() ? content : decrypt(file, content, password));
    }

    private static byte[] decrypt(Path file, byte[] content, Optional<String> password)
            throws IOException, GeneralSecurityException {
        if (password.isEmpty()) {
            throw new InvalidKeyException("the key " + file + " is encrypted and no sslpassword is given");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
        // For PBES2 the name that the factory knows is that of the parameters, as in PBEWithHmacSHA256AndAES_256.
        String algorithm = encrypted.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm)
                        .generateSecret(new PBEKeySpec(password.get().toCharArray())),
                encrypted.getAlgParameters());
        return encrypted.getKeySpec(cipher).getEncoded();
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
