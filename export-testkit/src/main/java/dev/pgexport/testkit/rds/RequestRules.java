package dev.pgexport.testkit.rds;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Constraints that stand in the documentation of RDS's API and not in its model. */
final class RequestRules {
    private static final int EXPORT_ONLY_BYTES = 200 * 1024;

    private RequestRules() {}

    /** Check an identifier, and return it as RDS stores it: in lower case. */
    static String identifier(String name, String value, int length) {
        boolean valid = value.length() <= length
                && value.matches("[A-Za-z][A-Za-z0-9-]*")
                && !value.endsWith("-")
                && !value.contains("--");
        if (!valid) {
            throw RdsError.invalidValue(
                            "The parameter " + name + " is not a valid identifier. Identifiers must begin with"
                                    + " a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a"
                                    + " hyphen or contain two consecutive hyphens.")
                    .exception();
        }
        return value.toLowerCase(Locale.ROOT);
    }

    /** Return how many records an answer has at most. */
    static int maxRecords(Optional<String> value) {
        int records = value.map(Integer::parseInt).orElse(100);
        if (records < 20 || records > 100) {
            throw RdsError.invalidValue("Invalid value " + records + " for MaxRecords. Must be between 20 and 100")
                    .exception();
        }
        return records;
    }

    static void exportOnly(List<String> names) {
        int bytes = 0;
        for (String name : names) {
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
            if (!name.matches("[A-Za-z0-9$_]+(\\.[A-Za-z0-9$_]+){0,2}")) {
                throw invalidExportOnly("The value " + name + " is not a database, a schema or a table.");
            }
        }
        if (bytes > EXPORT_ONLY_BYTES) {
            throw invalidExportOnly("The list is larger than 200 KB.");
        }
    }

    private static RdsException invalidExportOnly(String message) {
        return new RdsError(400, "InvalidExportOnly", message).exception();
    }

    static void prefix(String prefix) {
        if (prefix.contains(":")) {
            throw RdsError.invalidValue("The parameter S3Prefix must not contain a colon.")
                    .exception();
        }
    }

    static void role(String arn) {
        if (!arn.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+")) {
            throw RdsError.invalidValue("The parameter IamRoleArn is not the ARN of a role: " + arn)
                    .exception();
        }
    }
}
