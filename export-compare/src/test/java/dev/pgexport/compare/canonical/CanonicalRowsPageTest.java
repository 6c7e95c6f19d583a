package dev.pgexport.compare.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/canonical-rows.md says is so, in the code and on a real server. */
@ExtendWith(PostgresExtension.class)
class CanonicalRowsPageTest {
    private static TestDatabase database;
    private static Connection connection;
    private static CanonicalTypes types;

    @BeforeAll
    static void makeTheTypes(PostgresServer server) throws Exception {
        database = server.createDatabase();
        database.execute(CanonicalRowsPage.schema());
        connection = database.connect();
        CopyRows.pin(connection);
        types = new CanonicalTypes(UserTypes.read(connection));
    }

    @AfterAll
    static void dropThem() throws Exception {
        connection.close();
        database.close();
    }

    @Test
    void aVectorsTextAndBinaryFormHaveItsCanonicalBytes() {
        List<List<String>> vectors = CanonicalRowsPage.rows("type", "text", "binary", "canonical");

        assertThat(vectors).hasSizeGreaterThan(100);
        SoftAssertions softly = new SoftAssertions();
        for (List<String> vector : vectors) {
            String type = vector.get(0);
            softly.assertThat(canonical(type, ValueForm.TEXT, bytes(vector.get(1))))
                    .as("%s %s", type, vector.get(1))
                    .isEqualTo(vector.get(3));
            softly.assertThat(canonical(type, ValueForm.BINARY, hexadecimal(vector.get(2))))
                    .as("%s %s", type, vector.get(2))
                    .isEqualTo(vector.get(3));
        }
        softly.assertAll();
    }

    @Test
    void aServerWritesAVectorsBinaryForm() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (List<String> vector : CanonicalRowsPage.rows("type", "text", "binary", "canonical")) {
            softly.assertThat(HexFormat.of().formatHex(binary(vector.get(0), vector.get(1))))
                    .as("%s %s", vector.get(0), vector.get(1))
                    .isEqualTo(vector.get(2));
        }
        softly.assertAll();
    }

    @Test
    void anotherTextOfTheSameValueHasTheSameCanonicalBytes() throws Exception {
        List<List<String>> same = CanonicalRowsPage.rows("type", "text", "canonical");

        assertThat(same).hasSizeGreaterThan(20);
        for (List<String> row : same) {
            assertThat(canonical(row.get(0), ValueForm.TEXT, bytes(row.get(1))))
                    .as("%s %s", row.get(0), row.get(1))
                    .isEqualTo(row.get(2));
            if (!row.get(0).equals("money")) { // whose texts are another locale's
                assertThat(canonical(row.get(0), ValueForm.BINARY, binary(row.get(0), row.get(1))))
                        .as("%s %s by way of a server", row.get(0), row.get(1))
                        .isEqualTo(row.get(2));
            }
        }
    }

    @Test
    void otherValuesHaveOtherCanonicalBytes() {
        List<List<String>> pairs = CanonicalRowsPage.rows("type", "one", "the other");

        assertThat(pairs).hasSizeGreaterThan(30);
        for (List<String> pair : pairs) {
            assertThat(canonical(pair.get(0), ValueForm.TEXT, bytes(pair.get(1))))
                    .as("%s", pair)
                    .isNotEqualTo(canonical(pair.get(0), ValueForm.TEXT, bytes(pair.get(2))));
        }
    }

    private static byte[] binary(String type, String text) throws Exception {
        String query = "SELECT '" + text.replace("'", "''") + "'::" + type;
        return CopyRows.of(connection, query, ValueForm.BINARY).get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hexadecimal(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String canonical(String type, ValueForm form, byte[] value) {
        CanonicalColumn column = ((Comparability.Canonical) types.of(type, form)).column("value");
        column.accept(value, 0, value.length);
        return new String(column.bytes(), column.offset(), column.length(), StandardCharsets.UTF_8);
    }
}
