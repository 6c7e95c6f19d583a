package dev.pgexport.cli.run;

import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.engine.settings.SettingValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Guesses the database's name before there is a connection, for the id of an export alone: a wrong guess makes an id
 * that says less, nothing else.
 */
public final class DatabaseName {
    private static final Pattern URI = Pattern.compile("postgres(?:ql)?://[^/?#]*(?:/([^?#]*))?(?:\\?.*)?");
    private static final Pattern KEYWORD = Pattern.compile("(?:^|[\\s?&])dbname\\s*=\\s*(?:'([^']*)'|([^\\s&]+))");

    private DatabaseName() {}

    /** Return the name. */
    public static String of(Configuration configuration, Map<String, String> environment) {
        return guess(configuration.value("from").map(SettingValue::text), environment);
    }

    static String guess(Optional<String> from, Map<String, String> environment) {
        return from.flatMap(DatabaseName::named)
                .or(() -> variable("PGDATABASE", environment))
                .or(() -> variable("PGUSER", environment))
                .orElse("database");
    }

    private static Optional<String> named(String from) {
        Matcher keyword = KEYWORD.matcher(from);
        if (keyword.find()) {
            return Optional.of(keyword.group(1) != null ? keyword.group(1) : keyword.group(2));
        }
        Matcher uri = URI.matcher(from);
        if (uri.matches()) {
            return Optional.ofNullable(uri.group(1))
                    .filter(name -> !name.isEmpty())
                    .map(DatabaseName::decoded);
        }
        return from.contains("=") ? Optional.empty() : Optional.of(from).filter(name -> !name.isBlank());
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }
}
