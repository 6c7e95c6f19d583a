package dev.pgexport.copy;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.copy.internal.CopyReading;

/** Reads what {@link CopyPlugin} wrote with {@link CopyFormat#CSV}. */
public final class CopyCsvReader implements ReaderPlugin {
    @Override
    public String name() {
        return CopyFormat.CSV.reader();
    }

    @Override
    public String description() {
        return "Rows that the strategy copy stored as CSV";
    }

    @Override
    public Reading open(ReadRequest request) {
        return new CopyReading(CopyFormat.CSV, request);
    }
}
