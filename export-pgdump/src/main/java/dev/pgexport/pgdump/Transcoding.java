package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts rows of a dump in another encoding, which pg_dump takes over from the database, into UTF-8. */
final class Transcoding implements RowConsumer {
    private final TableName table;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final RowConsumer consumer;
    private final RowBuffer utf8;
    private final Room room = new Room();
    private long rows;

    Transcoding(TableName table, Charset charset, int columns, RowConsumer consumer) {
        this.table = table;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.consumer = consumer;
        this.utf8 = new RowBuffer(columns);
    }

    @Override
    public void table(TableName name, List<String> columns, FieldFormat format)
            throws IOException, InterruptedException {
        consumer.table(name, columns, format);
    }

    @Override
    public void row(Row row) throws IOException, InterruptedException {
        rows++;
        if (isAscii(row)) {
            consumer.row(row);
            return;
        }
        room.reset();
        int[] ends = new int[row.fieldCount()];
        for (int field = 0; field < ends.length; field++) {
            if (!row.isNull(field)) {
                room.writeBytes(transcode(row, field));
            }
            ends[field] = room.size();
        }
        utf8.start(room.bytes());
        for (int field = 0; field < ends.length; field++) {
            int start = field == 0 ? 0 : ends[field - 1];
            if (row.isNull(field)) {
                utf8.addNull();
            } else {
                utf8.add(start, ends[field] - start);
            }
        }
        consumer.row(utf8);
    }

    /** Server encodings keep ASCII to itself. */
    private static boolean isAscii(Row row) {
        byte[] bytes = row.bytes();
        for (int field = 0; field < row.fieldCount(); field++) {
            int end = row.offset(field) + row.length(field);
            for (int i = row.offset(field); i < end; i++) {
                if (bytes[i] < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private byte[] transcode(Row row, int field) {
        try {
            return decoder.decode(ByteBuffer.wrap(row.bytes(), row.offset(field), row.length(field)))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    table + ": row " + rows + " has a value that is not in the dump's encoding, " + charset,
                    e);
        }
    }

    /** Bytes that are used where they are. */
    private static final class Room extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }
}
