package dev.pgexport.pgdump;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import java.io.IOException;

/** Reads what {@link PgDumpPlugin} wrote with {@link PgDumpMode#STAGED}. */
public final class PgDumpDirectoryReader implements ReaderPlugin {
    @Override
    public String name() {
        return PgDumpMode.STAGED.reader();
    }

    @Override
    public String description() {
        return "Rows in the files of pg_dump's directory format";
    }

    @Override
    public Reading open(ReadRequest request) throws IOException, InterruptedException {
        return DirectoryReading.open(request);
    }
}
