package dev.pgexport.copy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All objects of an export show one moment. */
@ExtendWith(PostgresExtension.class)
class CopyConsistencyTest {
    private static final int ACCOUNTS = 200;

    @Test
    void amountsThatMoveBetweenTablesAreNeitherLostNorDoubled(TestDatabase database) throws Exception {
        for (String table : List.of("here", "there")) {
            database.execute("CREATE TABLE " + table + " AS SELECT n AS id, 100 AS amount, repeat('x', 8000) AS filler"
                    + " FROM generate_series(1, " + ACCOUNTS + ") n");
        }
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread writer = new Thread(() -> move(database, done));
            writer.start();
            writers.add(writer);
        }

        Set<String> states = new HashSet<>();
        try {
            for (int i = 0; i < 20; i++) {
                try (Export export = CopyExports.dataOnly().partSize(8192).open(database)) {
                    ExportRecording recording = ExportRecording.of(export);
                    long sum = sum(recording);
                    assertThat(sum).isEqualTo(2L * ACCOUNTS * 100);
                    states.add(recording.objects().values().stream()
                            .map(object -> new String(object.bytes(), UTF_8))
                            .reduce("", String::concat));
                }
            }
        } finally {
            done.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }

        assertThat(states).as("amounts moved meanwhile").hasSizeGreaterThan(1);
    }

    private static long sum(ExportRecording recording) {
        return recording.objects().values().stream()
                .flatMap(object -> new String(object.bytes(), UTF_8).lines().skip(1))
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[1]))
                .sum();
    }

    private static void move(TestDatabase database, AtomicBoolean done) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!done.get()) {
                int amount = ThreadLocalRandom.current().nextInt(-50, 50);
                statement.execute("UPDATE here SET amount = amount - " + amount + " WHERE id = " + account());
                statement.execute("UPDATE there SET amount = amount + " + amount + " WHERE id = " + account());
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a writer failed", e);
        }
    }

    private static int account() {
        return ThreadLocalRandom.current().nextInt(1, ACCOUNTS + 1);
    }
}
