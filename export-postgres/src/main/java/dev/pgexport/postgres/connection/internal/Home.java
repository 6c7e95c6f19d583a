package dev.pgexport.postgres.connection.internal;

import java.nio.file.Path;
import java.util.Map;

/** The user's home, where libpq looks for its files. */
final class Home {
    private Home() {}

    static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }
}
