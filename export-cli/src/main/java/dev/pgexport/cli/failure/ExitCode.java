package dev.pgexport.cli.failure;

import dev.pgexport.api.ExportException;

/**
 * The process's exit codes: stable, scripts rely on them. Those from 64 to 78 are named as in BSD's sysexits.h; 124 is what
 * timeout(1) ends with.
 */
public enum ExitCode {
    DONE(0, "done"),
    CHECKS_FAILED(1, "checks failed: verify, compare, restore, doctor or list --audit found something wrong"),
    USAGE(2, "usage: the command line is not understood"),
    DATA_WRONG(65, "data wrong: an export does not match its manifest"),
    UNAVAILABLE(69, "unavailable: database or storage, after retries"),
    DEFECT(70, "a defect in pgexport"),
    CONFLICT(73, "conflict: the export exists, another run holds it, or a database is not as a restore must find it"),
    LOST(75, "lost mid-way, worth trying again"),
    PERMISSION(77, "permission or authentication"),
    CONFIGURATION(78, "configuration"),
    DID_NOT_FIT(124, "it took longer than --timeout: nothing is left behind"),
    INTERRUPTED(130, "interrupted (SIGINT): nothing of an export is left behind; a restore is to be given again"),
    TERMINATED(143, "terminated (SIGTERM): nothing of an export is left behind; a restore is to be given again");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    static ExitCode of(ExportException.Kind kind) {
        return switch (kind) {
            case CONFIGURATION -> CONFIGURATION;
            case PERMISSION -> PERMISSION;
            case UNAVAILABLE -> UNAVAILABLE;
            case EXPORT_LOST -> LOST;
            case CONFLICT, BUSY -> CONFLICT;
            case INTEGRITY -> DATA_WRONG;
        };
    }
}
