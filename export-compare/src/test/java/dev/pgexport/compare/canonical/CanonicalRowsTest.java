package dev.pgexport.compare.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/** What real servers write, in both forms: the same value is the same bytes, and another value is not. */
@ExtendWith(PostgresExtension.class)
class CanonicalRowsTest {
    /** Set the system property of this name to see a failure again. */
    private static final long SEED = Long.getLong("pgexport.seed", System.nanoTime());

    private static final int RANDOM_VALUES = 250;

    /** Types of which the text is not always canonical as the server writes it, and what holds them. */
    private static final Pattern REWRITTEN =
            Pattern.compile("character\\(.*|\"char\".*|money.*|public\\.(code|part|whole).*");

    private record Value(String text, String fromText, String fromBinary) {}

    @EveryPostgres
    void bothFormsOfAValueAreTheSameBytesAndThoseOfAnotherValueAreNot(PostgresServer server) throws Exception {
        System.out.println("PostgreSQL " + server + ": pgexport.seed=" + SEED);
        try (TestDatabase database = server.createDatabase()) {
            database.execute(TypeSamples.SCHEMA);
            try (Connection connection = database.connect()) {
                CopyRows.pin(connection);
                CanonicalTypes types = new CanonicalTypes(UserTypes.read(connection));
                SoftAssertions softly = new SoftAssertions();
                for (TypeSample sample : TypeSamples.all()) {
                    if (sample.since() <= server.version()) {
                        softly.assertThatCode(() -> check(sample, connection, types, softly))
                                .doesNotThrowAnyException();
                    }
                }
                softly.assertAll();
            }
        }
    }

    private static void check(TypeSample sample, Connection connection, CanonicalTypes types, SoftAssertions softly)
            throws Exception {
        String type = fill(sample, connection);
        List<Value> values = values(type, connection, types);

        assertThat(values).as(type).hasSizeGreaterThan(sample.edges().size());
        Map<String, String> textOf = new HashMap<>();
        Map<String, String> canonicalOf = new HashMap<>();
        for (Value value : values) {
            if (!REWRITTEN.matcher(type).matches()) {
                softly.assertThat(value.fromBinary).as(type).isEqualTo(value.text);
            }
            softly.assertThat(value.fromBinary)
                    .as("%s: the binary form of %s", type, value.text)
                    .isEqualTo(value.fromText);
            softly.assertThat(textOf.merge(value.fromText, value.text, (first, second) -> first))
                    .as("%s: the value that is canonically %s", type, value.fromText)
                    .isEqualTo(value.text);
            softly.assertThat(canonicalOf.merge(value.text, value.fromText, (first, second) -> first))
                    .as("%s: the canonical form of %s", type, value.text)
                    .isEqualTo(value.fromText);
        }
    }

    /** Make a table of the values and return how the catalog spells their type. */
    private static String fill(TypeSample sample, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS public.sample");
            statement.execute("CREATE TABLE public.sample (n serial, value " + sample.type() + ")");
            List<String> expressions = new ArrayList<>(sample.edges());
            Random random = new Random(SEED);
            for (int i = 0; i < RANDOM_VALUES; i++) {
                expressions.add(sample.random().apply(random));
            }
            for (String expression : expressions) {
                statement.addBatch("INSERT INTO public.sample (value) SELECT " + expression);
            }
            try {
                statement.executeBatch();
            } catch (SQLException e) {
                throw new IllegalStateException(sample.type() + ": " + e.getMessage(), e);
            }
            try (var row = statement.executeQuery("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                    + " WHERE attrelid = 'public.sample'::regclass AND attname = 'value'")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Value> values(String type, Connection connection, CanonicalTypes types) throws Exception {
        String query = "SELECT value FROM public.sample ORDER BY n";
        List<byte @Nullable []> texts = CopyRows.of(connection, query, ValueForm.TEXT);
        List<byte @Nullable []> binaries = CopyRows.of(connection, query, ValueForm.BINARY);
        CanonicalColumn fromText = column(types, type, ValueForm.TEXT);
        CanonicalColumn fromBinary = column(types, type, ValueForm.BINARY);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            values.add(new Value(
                    new String(texts.get(i), StandardCharsets.ISO_8859_1),
                    canonical(fromText, texts.get(i)),
                    canonical(fromBinary, binaries.get(i))));
        }
        return values;
    }

    private static CanonicalColumn column(CanonicalTypes types, String type, ValueForm form) {
        assertThat(types.of(type, form)).as(type).isInstanceOf(Comparability.Canonical.class);
        return ((Comparability.Canonical) types.of(type, form)).column("value");
    }

    /** Hand the value over in the midst of others, as a reader's buffer has it. */
    private static String canonical(CanonicalColumn column, byte[] value) {
        byte[] around = new byte[value.length + 14];
        Arrays.fill(around, (byte) '0');
        System.arraycopy(value, 0, around, 7, value.length);
        try {
            column.accept(around, 7, value.length);
        } catch (RuntimeException e) {
            return "refused: " + e.getMessage();
        }
        return new String(column.bytes(), column.offset(), column.length(), StandardCharsets.ISO_8859_1);
    }
}
