package dev.pgexport.snapshot.parquet;

import com.github.luben.zstd.Zstd;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;

/** Writes files as Spark does, and so RDS: by Parquet's own writer, compressed with gzip unless it is told otherwise. */
public final class ParquetWriting {
    private ParquetWriting() {}

    /**
     * Write rows.
     *
     * @param fields of the schema, as in {@code optional int32 id; required binary name (STRING);}
     * @param rows of Boolean, Integer, Long, Float, Double, byte[], String or null
     */
    static Path write(Path file, String fields, UnaryOperator<Builder> options, Stream<Object[]> rows) {
        MessageType schema = MessageTypeParser.parseMessageType("message spark_schema { " + fields + " }");
        Builder builder = new Builder(new LocalOutput(file), schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs(0))
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withValidation(true);
        try (ParquetWriter<Object[]> writer = options.apply(builder).build()) {
            for (Object[] row : (Iterable<Object[]>) rows::iterator) {
                writer.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    public static Path write(Path file, String fields, Object[]... rows) {
        return write(file, fields, UnaryOperator.identity(), Stream.of(rows));
    }

    public static Object[] row(Object... values) {
        return values;
    }

    /** What the tests choose of the writer's options. */
    static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop");
        }

        @Override
        protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new Rows(schema);
        }
    }

    private static final class Rows extends WriteSupport<Object[]> {
        private final MessageType schema;
        private RecordConsumer consumer;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(Configuration configuration) {
            throw new UnsupportedOperationException("there is no Hadoop");
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer newConsumer) {
            consumer = newConsumer;
        }

        @Override
        public void write(Object[] row) {
            consumer.startMessage();
            for (int field = 0; field < row.length; field++) {
                if (row[field] != null) {
                    PrimitiveType type = schema.getType(field).asPrimitiveType();
                    consumer.startField(type.getName(), field);
                    add(row[field]);
                    consumer.endField(type.getName(), field);
                }
            }
            consumer.endMessage();
        }

        private void add(Object value) {
            if (value instanceof Boolean flag) {
                consumer.addBoolean(flag);
            } else if (value instanceof Integer number) {
                consumer.addInteger(number);
            } else if (value instanceof Long number) {
                consumer.addLong(number);
            } else if (value instanceof Float number) {
                consumer.addFloat(number);
            } else if (value instanceof Double number) {
                consumer.addDouble(number);
            } else if (value instanceof byte[] bytes) {
                consumer.addBinary(Binary.fromConstantByteArray(bytes));
            } else {
                consumer.addBinary(Binary.fromConstantByteArray(((String) value).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private record LocalOutput(Path file) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) throws IOException {
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    position += length;
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    /** Compress, with so many more bytes behind each page as no header tells. */
    static CompressionCodecFactory codecsThatAdd(int surplus) {
        return new Codecs(surplus);
    }

    private static final class Codecs implements CompressionCodecFactory {
        private final int surplus;

        Codecs(int surplus) {
            this.surplus = surplus;
        }

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return switch (name) {
                        case UNCOMPRESSED -> bytes;
                        case ZSTD -> BytesInput.from(Zstd.compress(bytes(bytes)));
                        case GZIP -> {
                            ByteArrayOutputStream out = new ByteArrayOutputStream();
                            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                                bytes.writeAllTo(gzip);
                                gzip.write(new byte[surplus]);
                            }
                            yield BytesInput.from(out.toByteArray());
                        }
                        default -> throw new UnsupportedOperationException(name.name());
                    };
                }

                private static byte[] bytes(BytesInput input) throws IOException {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    input.writeAllTo(out);
                    return out.toByteArray();
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return name;
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException("for writing only");
        }

        @Override
        public void release() {}
    }
}
