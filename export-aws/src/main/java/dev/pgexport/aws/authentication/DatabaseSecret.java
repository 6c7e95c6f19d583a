package dev.pgexport.aws.authentication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ConnectionDefaults;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * What a secret says of a database.
 *
 * <p>Source: AWS Secrets Manager User Guide, "JSON structure of AWS Secrets Manager secrets".
 *
 * @param credentials user and password
 * @param defaults where the database is, as far as the secret says it
 */
record DatabaseSecret(Credentials credentials, ConnectionDefaults defaults) {
    private static final String FORM = "a JSON object with username and password";

    /**
     * Read a secret. No error repeats any of it.
     *
     * @param name the secret's name, for errors
     * @throws ExportException of kind CONFIGURATION when it is not of a PostgreSQL database
     */
    static DatabaseSecret parse(String name, String text) {
        JsonNode json = tree(name, text);
        String user = text(json, "username").orElseThrow(() -> malformed(name, "has no username"));
        String password = text(json, "password").orElseThrow(() -> malformed(name, "has no password"));
        text(json, "engine")
                .filter(engine -> !engine.toLowerCase(Locale.ROOT).contains("postgres"))
                .ifPresent(engine -> {
                    throw malformed(name, "is for another kind of database, says its engine");
                });
        return new DatabaseSecret(
                new Credentials(user, password),
                new ConnectionDefaults(
                        text(json, "host"),
                        text(json, "port").map(port -> port(name, port)),
                        text(json, "dbname"),
                        Optional.of(user)));
    }

    private static JsonNode tree(String name, String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            // Its message may repeat a part of the secret, so it is no cause either.
            throw malformed(name, "is no JSON");
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    private static int port(String name, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw malformed(name, "has a port that is none");
    }

    static ExportException malformed(String name, String problem) {
        return new ExportException(Kind.CONFIGURATION, "the secret " + name + " " + problem)
                .withAdvice("perhaps another secret is meant: it is " + FORM);
    }
}
