package dev.pgexport.snapshot.parquet;

import java.nio.file.Path;

/** Reads a file in a process of its own, with nothing but the program's libraries, and prints what it saw. */
public final class ReadAll {
    private ReadAll() {}

    /** Print rows and bytes of text of a file. */
    public static void main(String[] arguments) {
        long rows = 0;
        long bytes = 0;
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(Path.of(arguments[0])))) {
            ParquetRows cursor = parquet.rows();
            while (cursor.next()) {
                rows++;
                for (int field = 0; field < cursor.row().fieldCount(); field++) {
                    bytes += Math.max(0, cursor.row().length(field));
                }
            }
        }
        System.out.println(rows + " rows, " + bytes + " bytes");
    }
}
