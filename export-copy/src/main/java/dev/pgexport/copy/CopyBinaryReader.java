package dev.pgexport.copy;

import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.copy.internal.CopyReading;

/** Reads what {@link CopyPlugin} wrote with {@link CopyFormat#BINARY}. */
public final class CopyBinaryReader implements ReaderPlugin {
    @Override
    public String name() {
        return CopyFormat.BINARY.reader();
    }

    @Override
    public String description() {
        return "Rows that the strategy copy stored in COPY's binary format";
    }

    @Override
    public FieldFormat format() {
        return FieldFormat.BINARY;
    }

    @Override
    public Reading open(ReadRequest request) {
        return new CopyReading(CopyFormat.BINARY, request);
    }
}
