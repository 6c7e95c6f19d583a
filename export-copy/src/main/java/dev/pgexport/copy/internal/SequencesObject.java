package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.catalog.CatalogSequence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values of the sequences, as setval() takes them: CSV whatever the format of the rows. */
record SequencesObject(List<CatalogSequence> sequences) implements ExportObject {
    static final List<String> COLUMNS = List.of("schema", "name", "last_value", "is_called");
    static final ObjectName NAME = ObjectName.of("sequences", "values.csv");

    @Override
    public ObjectName name() {
        return NAME;
    }

    @Override
    public long estimatedBytes() {
        return 0;
    }

    @Override
    public boolean compressible() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public ObjectContent content() {
        return new ObjectContent.Sequences();
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException {
        write(out, String.join(",", COLUMNS));
        for (CatalogSequence sequence : sequences) {
            write(
                    out,
                    quoted(sequence.name().schema()) + ","
                            + quoted(sequence.name().name()) + "," + sequence.lastValue() + "," + sequence.isCalled());
        }
        return Written.withoutRows();
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
