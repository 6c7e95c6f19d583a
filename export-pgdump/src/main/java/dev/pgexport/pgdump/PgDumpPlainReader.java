package dev.pgexport.pgdump;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.postgres.archive.PlainDumpWalker;

/** Reads what {@link PgDumpPlugin} wrote with {@link PgDumpMode#PLAIN}. */
public final class PgDumpPlainReader implements ReaderPlugin {
    @Override
    public String name() {
        return PgDumpMode.PLAIN.reader();
    }

    @Override
    public String description() {
        return "Rows in the COPY blocks of pg_dump's SQL";
    }

    @Override
    public Reading open(ReadRequest request) {
        return new PipedReading(request, PlainDumpWalker::new);
    }
}
