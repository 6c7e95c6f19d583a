package dev.pgexport.cli.location;

import dev.pgexport.engine.settings.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads and shows locations: a URI, or a path. */
public final class LocationUri {
    /** Two letters at least: one is a drive. */
    private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private LocationUri() {}

    /**
     * Read a location; a path becomes a file: URI. It ends in {@code /}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static URI parse(String text, Path workingDirectory) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a location is not empty");
        }
        try {
            if (WITH_SCHEME.matcher(text).matches()) {
                return new URI(text.endsWith("/") || text.contains("?") ? text : text + "/");
            }
            String path =
                    workingDirectory.resolve(text).toAbsolutePath().normalize().toString();
            return new URI("file", "", path.endsWith("/") ? path : path + "/", null);
        } catch (URISyntaxException | InvalidPathException e) {
            throw new IllegalArgumentException("not a location: " + text, e);
        }
    }

    /** Return what can be given to a command again: a path for a folder of this machine, else the URI without a password. */
    public static String shown(URI location) {
        String text = "file".equals(location.getScheme()) ? location.getPath() : Secrets.mask(location.toString());
        return text.endsWith("/") && text.length() > 1 ? text.substring(0, text.length() - 1) : text;
    }
}
