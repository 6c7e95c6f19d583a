package dev.pgexport.s3;

import dev.pgexport.testkit.s3.S3Credentials;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings that reach a server of the testkit, with credentials as users have them: as a profile of a file. */
final class Profiles {
    private Profiles() {}

    /** Return settings with the rights of the server's owner. */
    static Map<String, String> owner(S3Server server) {
        return of(server, new S3Credentials(server.accessKeyId(), server.secretAccessKey(), Optional.empty()));
    }

    /** Return settings with other credentials. */
    static Map<String, String> of(S3Server server, S3Credentials credentials) {
        Map<String, String> settings = new HashMap<>();
        settings.put("aws.endpoint", server.endpoint().toString());
        settings.put("aws.region", server.region());
        settings.put("aws.profile", named(credentials));
        return settings;
    }

    /** Return the name of a profile with these credentials. */
    static String named(S3Credentials credentials) {
        String name = "test-" + credentials.hashCode();
        write(name, credentials);
        return name;
    }

    private static synchronized void write(String name, S3Credentials credentials) {
        Path file = Path.of(System.getenv("AWS_CONFIG_FILE"));
        String head = "[profile " + name + "]\n";
        try {
            if (Files.exists(file) && Files.readString(file).contains(head)) {
                return;
            }
            Files.createDirectories(file.getParent());
            String profile = head + "aws_access_key_id = " + credentials.accessKeyId() + "\naws_secret_access_key = "
                    + credentials.secretAccessKey() + "\n"
                    + credentials
                            .sessionToken()
                            .map(token -> "aws_session_token = " + token + "\n")
                            .orElse("");
            Files.writeString(file, profile, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
