package dev.pgexport.engine.settings;

/**
 * Where a value came from.
 *
 * @param kind what kind of place
 * @param place as a person would point at it: {@code --jobs}, {@code PGEXPORT_JOBS}, {@code pgexport.yaml:7}
 */
public record SettingOrigin(Kind kind, String place) {
    /** A kind of place, the strongest first. */
    public enum Kind {
        FLAG,
        VARIABLE,
        FILE,
        DEFAULT
    }

    /** The origin of what nobody set. */
    public static final SettingOrigin DEFAULT = new SettingOrigin(Kind.DEFAULT, "default");

    public static SettingOrigin flag(String flag) {
        return new SettingOrigin(Kind.FLAG, flag);
    }

    public static SettingOrigin variable(String variable) {
        return new SettingOrigin(Kind.VARIABLE, variable);
    }

    /** Make the origin of a value in a file; the first line is 1. */
    public static SettingOrigin file(String file, int line) {
        return new SettingOrigin(Kind.FILE, file + ":" + line);
    }

    @Override
    public String toString() {
        return place;
    }
}
