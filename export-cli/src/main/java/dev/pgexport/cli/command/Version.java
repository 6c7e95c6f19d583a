package dev.pgexport.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program. */
public final class Version {
    private static final String WRITTEN_BY_MAVEN = "/META-INF/maven/dev.pgexport/export-cli/pom.properties";

    private Version() {}

    /** Return the version that was built; {@code development} when it runs from classes that are in no jar. */
    public static String number() {
        try (InputStream in = Version.class.getResourceAsStream(WRITTEN_BY_MAVEN)) {
            if (in == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            return "development";
        }
    }

    /** Return program and version. */
    public static String line() {
        return "pgexport " + number();
    }
}
