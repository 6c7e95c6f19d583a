package dev.pgexport.pgdump;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.postgres.archive.ArchiveWalker;

/** Reads what {@link PgDumpPlugin} wrote with {@link PgDumpMode#STREAM}. */
public final class PgDumpCustomReader implements ReaderPlugin {
    @Override
    public String name() {
        return PgDumpMode.STREAM.reader();
    }

    @Override
    public String description() {
        return "Rows in archives of pg_dump's custom format, as the strategy pgdump stores them";
    }

    @Override
    public Reading open(ReadRequest request) {
        return new PipedReading(request, ArchiveWalker::new);
    }
}
