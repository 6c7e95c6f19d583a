package dev.pgexport.compare.canonical;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** The values of a query's only column as a real server writes them by COPY, without COPY's own dress. */
final class CopyRows {
    private static final int HEADER = 19;

    private CopyRows() {}

    /** Set what pgexport's transactions set. */
    static void pin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO ''; SET DateStyle TO ISO, MDY; SET IntervalStyle TO postgres;"
                    + " SET TimeZone TO 'UTC'; SET extra_float_digits TO 3; SET bytea_output TO hex");
        }
    }

    static List<byte @Nullable []> of(Connection connection, String query, ValueForm form)
            throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String format = form == ValueForm.TEXT ? "text" : "binary";
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT " + format + ")", out);
        return form == ValueForm.TEXT ? text(out.toByteArray()) : binary(out.toByteArray());
    }

    private static List<byte @Nullable []> binary(byte[] copied) {
        List<byte @Nullable []> values = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(copied).position(HEADER);
        while (in.getShort() != -1) {
            int length = in.getInt();
            if (length < 0) {
                values.add(null);
            } else {
                byte[] value = new byte[length];
                in.get(value);
                values.add(value);
            }
        }
        return values;
    }

    private static List<byte @Nullable []> text(byte[] copied) {
        List<byte @Nullable []> values = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < copied.length; i++) {
            if (copied[i] == '\n') {
                values.add(unescaped(copied, start, i));
                start = i + 1;
            }
        }
        return values;
    }

    private static byte @Nullable [] unescaped(byte[] copied, int start, int end) {
        if (end - start == 2 && copied[start] == '\\' && copied[start + 1] == 'N') {
            return null;
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int i = start;
        while (i < end) {
            byte octet = copied[i++];
            if (octet != '\\') {
                value.write(octet);
                continue;
            }
            octet = copied[i++];
            value.write(
                    switch (octet) {
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'v' -> 0x0b;
                        default -> octet;
                    });
        }
        return value.toByteArray();
    }
}
