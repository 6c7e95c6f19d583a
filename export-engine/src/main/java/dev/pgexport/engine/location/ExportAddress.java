package dev.pgexport.engine.location;

import dev.pgexport.api.ExportId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one export lies: its folder or key prefix, taken apart.
 *
 * @param location the location; ends in {@code /}
 * @param id the export
 */
public record ExportAddress(URI location, ExportId id) {
    private static final Pattern FOLDER = Pattern.compile("(.*/)([^/]+)");

    /** Take apart what may be an export's folder, or its manifest; empty when its last segment cannot be an id. */
    public static Optional<ExportAddress> of(URI folder) {
        Matcher matcher = FOLDER.matcher(folder.toString().replaceFirst("/(manifest[.]json)?$", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ExportAddress(URI.create(matcher.group(1)), new ExportId(matcher.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
