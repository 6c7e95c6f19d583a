package dev.pgexport.testkit.rds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads back what the stand-in has written, by Parquet's own example model. */
final class ParquetRows {
    private ParquetRows() {}

    /** Return the values of the first column in all files below a prefix, as text, in the order of the keys. */
    static List<String> under(Exporting exporting, String prefix) {
        return exporting.keys(prefix).stream()
                .filter(key -> key.endsWith(".parquet"))
                .flatMap(key -> read(exporting, key, rows -> rows).stream())
                .map(row -> row.getFieldRepetitionCount(0) == 0 ? "NULL" : row.getValueToString(0, 0))
                .toList();
    }

    static FileMetaData footer(Exporting exporting, String key) {
        return opened(exporting, key, reader -> reader.getFooter().getFileMetaData());
    }

    static <T> T read(Exporting exporting, String key, Function<List<Group>, T> use) {
        return use.apply(opened(exporting, key, ParquetRows::groups));
    }

    private static <T> T opened(Exporting exporting, String key, Function<ParquetFileReader, T> use) {
        try {
            Path file = Files.createTempFile("pgexport-rds-", ".parquet");
            try {
                Files.write(
                        file,
                        exporting
                                .rds()
                                .s3()
                                .client()
                                .getObjectAsBytes(request ->
                                        request.bucket(exporting.bucket()).key(key))
                                .asByteArray());
                ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new GzipCodecs())
                        .build();
                try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
                    return use.apply(reader);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + key, e);
        }
    }

    private static List<Group> groups(ParquetFileReader reader) {
        try {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            List<Group> groups = new ArrayList<>();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    groups.add(records.read());
                }
            }
            return groups;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
