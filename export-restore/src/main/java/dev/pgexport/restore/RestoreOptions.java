package dev.pgexport.restore;

import java.util.List;

/**
 * What of an export is restored, and how.
 *
 * @param tables psql's patterns of the wanted tables; without any, everything is restored
 * @param owner whether objects get the owners that they had
 * @param privileges whether objects get the privileges that they had
 * @param create whether the database is created when there is none of its name
 * @param existing what is done about tables that are there
 * @param stage whether an archive in pg_dump's custom format is put into scratch space, so that several jobs share it
 */
public record RestoreOptions(
        List<String> tables, boolean owner, boolean privileges, boolean create, Existing existing, boolean stage) {

    /** What is done about tables that are there. */
    public enum Existing {
        /** There may be none: the export's definitions make them. */
        REFUSE,
        /** They take the rows, and must be empty. */
        FILL,
        /** They are emptied, and take the rows. */
        TRUNCATE
    }

    public RestoreOptions {
        tables = List.copyOf(tables);
    }

    /** Restore everything as it was into a database that has none of it. */
    public static RestoreOptions everything() {
        return new RestoreOptions(List.of(), true, true, false, Existing.REFUSE, false);
    }

    boolean dataOnly() {
        return existing != Existing.REFUSE;
    }

    /** Return what must be the same for a later restore to go on with what this one did. */
    String fingerprint() {
        return "tables=" + tables + " owner=" + owner + " privileges=" + privileges;
    }
}
