package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.copy.CopyFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The rows of a table, or of a part of it. */
record TableObject(CopyStream stream, TableParts.Part part, CopyFormat format, long estimatedBytes)
        implements ExportObject {

    @Override
    public ObjectName name() {
        return ObjectName.of(
                "data",
                part.table().name().segment(),
                String.format(Locale.ROOT, "%05d.%s", part.number(), format.extension()));
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
        return new ObjectContent.Rows(
                part.table().name(), part.table().description().storedColumns(), format.options());
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        long rows = stream.copy(
                CopyCommand.of(part, format),
                "table " + part.table().name(),
                List.of(part.table().oid()),
                out);
        return Written.rows(part.table().name(), rows);
    }
}
