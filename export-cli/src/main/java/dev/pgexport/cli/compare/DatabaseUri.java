package dev.pgexport.cli.compare;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.settings.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Tells databases from exports, and shows them without their passwords. */
final class DatabaseUri {
    private static final Pattern SCHEME = Pattern.compile("(?i)postgres(ql)?:.*");

    private DatabaseUri() {}

    static boolean is(String named) {
        return SCHEME.matcher(named).matches();
    }

    static URI shown(String named) {
        try {
            return new URI(Secrets.mask(named));
        } catch (URISyntaxException e) {
            // The cause would show the password.
            throw new ExportException(Kind.CONFIGURATION, "not the URI of a database: " + Secrets.mask(named));
        }
    }
}
