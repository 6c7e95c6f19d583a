package dev.pgexport.snapshot.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads files for tests that compare all of their rows. */
final class Reading {
    private Reading() {}

    /** Return all rows of a file: the text of each field, null for NULL. */
    static List<List<String>> rows(Path file) {
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            return rows(parquet.rows());
        }
    }

    static List<List<String>> rows(ParquetRows rows) {
        List<List<String>> read = new ArrayList<>();
        while (rows.next()) {
            String[] fields = new String[rows.row().fieldCount()];
            Arrays.setAll(fields, field -> rows.row().text(field).orElse(null));
            read.add(Arrays.asList(fields));
        }
        return read;
    }

    static ParquetFooter footer(Path file) {
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            return parquet.footer();
        }
    }
}
