package dev.pgexport.testkit.rds;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;

/** Writes one file of a table. */
final class ParquetPart {
    /** What a writer holds in memory, where Spark holds 128 MiB. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private ParquetPart() {}

    /** Write up to so many of the rows that follow, and return how many there were. */
    static long write(Path file, List<ExportedColumn> columns, ResultSet rows, long limit)
            throws IOException, SQLException {
        long written = 0;
        try (ParquetWriter<ResultSet> writer = new Builder(new LocalOutputFile(file), columns)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new GzipCodecs())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .build()) {
            while (written < limit && rows.next()) {
                writer.write(rows);
                written++;
            }
        }
        return written;
    }

    private static final class Builder extends ParquetWriter.Builder<ResultSet, Builder> {
        private final List<ExportedColumn> columns;

        private Builder(OutputFile file, List<ExportedColumn> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @Deprecated
        protected WriteSupport<ResultSet> getWriteSupport(Configuration configuration) {
            return new RowWriteSupport(columns);
        }

        @Override
        protected WriteSupport<ResultSet> getWriteSupport(ParquetConfiguration configuration) {
            return new RowWriteSupport(columns);
        }
    }
}
