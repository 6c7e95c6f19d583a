package dev.pgexport.snapshot.internal.read;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.snapshot.parquet.ParquetWriting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRunTest {
    private static final TableName TABLE = new TableName("public", "moves");

    @TempDir
    private Path folder;

    private final List<String> read = new ArrayList<>();

    private ParquetRun run(Path scratch, String... columns) throws IOException {
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int32 a; optional binary b (STRING); optional boolean c;",
                row(1, "x", true),
                row(null, "", null));
        ManifestObject object = new ManifestObject(
                ObjectName.of("rds", "t1", "part-00000.gz.parquet"),
                Files.size(file),
                Checksums.ofEtag("\"e\""),
                Codec.NONE,
                Files.size(file),
                Map.of(TABLE, 2L));
        return new ParquetRun(opened -> Files.newInputStream(file), object, TABLE, List.of(columns), scratch);
    }

    private final RowConsumer consumer = new RowConsumer() {
        @Override
        public void table(TableName table, List<String> columns, FieldFormat format) {
            read.add(table + " " + columns + " " + format);
        }

        @Override
        public void row(Row row) {
            StringBuilder line = new StringBuilder();
            for (int field = 0; field < row.fieldCount(); field++) {
                line.append('[')
                        .append(
                                row.isNull(field)
                                        ? "NULL"
                                        : new String(
                                                row.bytes(),
                                                row.offset(field),
                                                row.length(field),
                                                StandardCharsets.UTF_8))
                        .append(']');
            }
            read.add(line.toString());
        }
    };

    @Test
    void columnsComeInTheOrderOfTheManifest() throws Exception {
        Path scratch = folder.resolve("scratch");

        run(scratch, "c", "a", "b").writeTo(consumer);

        assertThat(read).containsExactly("public.moves [c, a, b] TEXT", "[t][1][x]", "[NULL][NULL][]");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aColumnThatTheFileHasNotIsDamage() throws Exception {
        Path scratch = folder.resolve("scratch");
        ParquetRun run = run(scratch, "a", "gone");

        ExportException failure = catchThrowableOfType(ExportException.class, () -> run.writeTo(consumer));

        assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY);
        assertThat(failure).hasMessageContainingAll("rds/t1/part-00000.gz.parquet", "public.moves", "gone");
        assertThat(read).isEmpty();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void scratchSpaceThatCannotBeWrittenIsNoDamage() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        ParquetRun run = run(file.resolve("scratch"), "a");

        ExportException failure = catchThrowableOfType(ExportException.class, () -> run.writeTo(consumer));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.advice().orElseThrow()).contains("--scratch");
    }
}
