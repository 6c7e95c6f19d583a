package dev.pgexport.snapshot.parquet;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Reads Parquet's own structures. Unlike parquet-format's {@code Util} it takes no length on trust: a damaged one would
 * have arrays of gigabytes allocated.
 */
final class Thrift {
    private static final int DEPTH = 32;

    private Thrift() {}

    static FileMetaData fileMetaData(InputStream in, int limit) throws IOException {
        return read(new FileMetaData(), in, limit);
    }

    static PageHeader pageHeader(InputStream in, int limit) throws IOException {
        return read(new PageHeader(), in, limit);
    }

    /** Nothing has more elements than bytes. */
    private static <T extends TBase<?, ?>> T read(T structure, InputStream in, int limit) throws IOException {
        try {
            TConfiguration configuration = new TConfiguration(limit, limit, DEPTH);
            structure.read(new TCompactProtocol(new TIOStreamTransport(configuration, in), limit, limit));
            return structure;
        } catch (TException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
