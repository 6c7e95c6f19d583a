package dev.pgexport.postgres.rows;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;

/**
 * Makes the failures of rows that are not what COPY writes.
 *
 * @param subject where the rows are
 */
record Damage(String subject) {
    ExportException because(String reason) {
        return new ExportException(Kind.INTEGRITY, subject + ": the rows are not whole: " + reason);
    }

    ExportException values(long row, String found, int columns) {
        return because("row " + row + " has " + found + " values for " + columns + " columns");
    }
}
