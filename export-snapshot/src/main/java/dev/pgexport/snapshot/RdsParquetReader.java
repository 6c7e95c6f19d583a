package dev.pgexport.snapshot;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.snapshot.internal.read.ParquetReading;

/** Reads what RDS wrote for {@link SnapshotPlugin}. */
public final class RdsParquetReader implements ReaderPlugin {
    @Override
    public String name() {
        return ParquetReading.NAME;
    }

    @Override
    public String description() {
        return "Rows that RDS stored as Parquet for the strategy snapshot";
    }

    @Override
    public Reading open(ReadRequest request) {
        return new ParquetReading(request);
    }
}
