package dev.pgexport.postgres.archive;

/**
 * The version of an archive's form.
 *
 * @param major 1
 * @param minor 12 to 16
 */
record ArchiveVersion(int major, int minor) {
    private static final int OLDEST = 12;
    private static final int NEWEST = 16;

    ArchiveVersion {
        if (major != 1 || minor < OLDEST || minor > NEWEST) {
            throw IncompleteDump.because("an archive of version " + major + "." + minor + ", and only 1." + OLDEST
                    + " to 1." + NEWEST + " are known");
        }
    }

    boolean isAtLeast(int wantedMinor) {
        return minor >= wantedMinor;
    }
}
