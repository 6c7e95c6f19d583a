package dev.pgexport.snapshot.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** Numbers are written as a server writes them: a few hundred thousand of every size, and those where rounding is close. */
@ExtendWith(PostgresExtension.class)
class FloatTextTest {
    private static final int RANDOM = 100_000;

    @Test
    void doublesAreWrittenAsPostgresDoes(PostgresServers servers) throws Exception {
        List<Double> values = new ArrayList<>();
        Random random = new Random(20261125);
        for (int i = 0; i < RANDOM; i++) {
            values.add(Double.longBitsToDouble(random.nextLong()));
            values.add(random.nextInt() / 1000.0);
            values.add(random.nextGaussian());
            values.add((double) random.nextLong());
            // Subnormal, with few bits and with many.
            values.add(Double.longBitsToDouble(random.nextLong() >>> (12 + random.nextInt(52))));
        }
        for (int exponent = -324; exponent <= 308; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                neighbours(values, Double.parseDouble(digit + "e" + exponent));
            }
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            neighbours(values, Math.scalb(1.0, exponent));
        }
        for (long small = 0; small < 3000; small++) {
            values.add(Double.longBitsToDouble(small));
        }
        List<String> expected =
                written(servers, "float8", values.size(), 8, (index, out) -> out.writeDouble(values.get(index)));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(FloatText.of(values.get(i))).isEqualTo(expected.get(i));
        }
    }

    private static void neighbours(List<Double> values, double value) {
        values.addAll(List.of(value, -value, Math.nextUp(value), Math.nextDown(value)));
    }

    @Test
    void realsAreWrittenAsPostgresDoes(PostgresServers servers) throws Exception {
        List<Float> values = new ArrayList<>();
        Random random = new Random(20261125);
        for (int i = 0; i < RANDOM; i++) {
            values.add(Float.intBitsToFloat(random.nextInt()));
            values.add(random.nextInt() / 100f);
            values.add((float) random.nextGaussian());
            values.add((float) random.nextLong());
            values.add(Float.intBitsToFloat(random.nextInt() >>> (9 + random.nextInt(23))));
        }
        for (int exponent = -149; exponent <= 127; exponent++) {
            float power = Math.scalb(1f, exponent);
            values.addAll(List.of(power, -power, Math.nextUp(power), Math.nextDown(power)));
        }
        for (int small = 0; small < 3000; small++) {
            values.add(Float.intBitsToFloat(small));
        }
        List<String> expected =
                written(servers, "float4", values.size(), 4, (index, out) -> out.writeFloat(values.get(index)));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(FloatText.of(values.get(i))).isEqualTo(expected.get(i));
        }
    }

    private interface Writing {
        void write(int index, DataOutputStream out) throws IOException;
    }

    /** Send numbers in their binary form, and return what the server makes of them. */
    private static List<String> written(PostgresServers servers, String type, int count, int size, Writing value)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeLong(0);
        for (int index = 0; index < count; index++) {
            out.writeShort(2);
            out.writeInt(4);
            out.writeInt(index);
            out.writeInt(size);
            value.write(index, out);
        }
        out.writeShort(-1);
        try (TestDatabase database = servers.newest().createDatabase();
                Connection connection = database.connect()) {
            connection.createStatement().execute("CREATE TABLE numbers (id integer, value " + type + ")");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY numbers FROM STDIN (FORMAT binary)", new ByteArrayInputStream(bytes.toByteArray()));
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT value FROM numbers ORDER BY id) TO STDOUT", text);
            return text.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
