package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import org.jspecify.annotations.Nullable;

/** Failures of files that are not what RDS writes. */
final class Damage {
    private Damage() {}

    /** Return the failure of a file whose bytes are wrong. */
    static ExportException of(SeekableSource source, String what) {
        return of(source, what, null);
    }

    /** Return the failure of a file whose bytes are wrong, as a decoder found. */
    static ExportException of(SeekableSource source, String what, @Nullable Throwable cause) {
        String found = cause == null ? "" : " (" + cause + ")";
        return new ExportException(Kind.INTEGRITY, source.name() + " is damaged: " + what + found, cause)
                .withAdvice("perhaps the file was cut or changed after RDS wrote it: export again, or copy it again");
    }

    /** Return the failure of a file that is sound, and not of the kind that RDS writes. */
    static ExportException foreign(SeekableSource source, String what) {
        return new ExportException(Kind.INTEGRITY, source.name() + " is no Parquet file of RDS: " + what)
                .withAdvice("read it with another program, as DuckDB");
    }
}
