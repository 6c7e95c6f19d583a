package dev.pgexport.postgres.program;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The folders where PostgreSQL's programs may be: those of the PATH, then where packages of common systems put them. */
final class ProgramFolders {
    /** Parent folder, pattern of the folders in it, and the way down from these. */
    private record Place(String parent, String pattern, String below) {}

    private static final List<Place> PLACES = List.of(
            new Place("/usr/lib/postgresql", "*", "bin"),
            new Place("/usr", "pgsql-*", "bin"),
            new Place("/usr/local", "pgsql*", "bin"),
            new Place("/usr/libexec", "postgresql*", ""),
            new Place("/opt/homebrew/opt", "{postgresql,libpq}*", "bin"),
            new Place("/usr/local/opt", "{postgresql,libpq}*", "bin"),
            new Place("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            new Place("/Library/PostgreSQL", "*", "bin"));

    private ProgramFolders() {}

    static Set<Path> of(Map<String, String> environment) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
        PLACES.forEach(place -> folders.addAll(find(place)));
        return folders;
    }

    private static Set<Path> find(Place place) {
        Path parent = Path.of(place.parent());
        Set<Path> found = new LinkedHashSet<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> matches = Files.newDirectoryStream(parent, place.pattern())) {
                matches.forEach(match -> found.add(match.resolve(place.below())));
            } catch (IOException e) {
                // A folder that cannot be listed has no program for us.
                return Set.of();
            }
        }
        return found;
    }
}
