package dev.pgexport.copy;

import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.copy.internal.CopyReading;

/** Reads what {@link CopyPlugin} wrote with {@link CopyFormat#TEXT}. */
public final class CopyTextReader implements ReaderPlugin {
    @Override
    public String name() {
        return CopyFormat.TEXT.reader();
    }

    @Override
    public String description() {
        return "Rows that the strategy copy stored in COPY's text format";
    }

    @Override
    public Reading open(ReadRequest request) {
        return new CopyReading(CopyFormat.TEXT, request);
    }
}
