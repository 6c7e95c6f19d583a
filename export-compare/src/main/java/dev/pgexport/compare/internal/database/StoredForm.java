package dev.pgexport.compare.internal.database;

import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.postgres.rows.BinaryDecoder;
import dev.pgexport.postgres.rows.CsvDecoder;
import dev.pgexport.postgres.rows.RowDecoder;
import dev.pgexport.postgres.rows.TextDecoder;
import java.util.List;
import java.util.Optional;

/** In which of COPY's formats rows come, by the name of the reader that reads them where they are stored. */
public enum StoredForm {
    CSV,
    TEXT,
    BINARY;

    public static Optional<StoredForm> of(Optional<String> reader) {
        return reader.flatMap(name -> switch (name) {
            case "copy-csv" -> Optional.of(CSV);
            case "copy-text" -> Optional.of(TEXT);
            case "copy-binary" -> Optional.of(BINARY);
            default -> Optional.empty();
        });
    }

    public FieldFormat format() {
        return this == BINARY ? FieldFormat.BINARY : FieldFormat.TEXT;
    }

    RowDecoder decoder(String subject, List<String> columns, RowConsumer consumer) {
        return switch (this) {
            case CSV -> new CsvDecoder(subject, columns, consumer);
            case TEXT -> TextDecoder.of(subject, columns.size(), consumer);
            case BINARY -> new BinaryDecoder(subject, columns.size(), Long.MAX_VALUE, consumer);
        };
    }
}
