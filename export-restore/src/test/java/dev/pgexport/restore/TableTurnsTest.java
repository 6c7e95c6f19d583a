package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class TableTurnsTest {
    private static ManifestObject part(String table, int number, long bytes) {
        return new ManifestObject(
                ObjectName.of("data", "public." + table, "0000" + number + ".csv"),
                1,
                Checksums.of("ab".repeat(32), "0011aabb"),
                Codec.NONE,
                bytes,
                Map.of(new TableName("public", table), 1L));
    }

    private static final List<ManifestObject> OBJECTS = List.of(
            part("moves", 3, 100),
            part("moves", 1, 100),
            part("small", 1, 10),
            part("orders", 2, 50),
            part("orders", 1, 100),
            part("moves", 2, 100));

    private static String shown(ManifestObject object) {
        return object.name().value().replaceAll("data/public.|/0000|.csv", "");
    }

    @Test
    void oneConnectionLoadsATableAfterTheOtherTheBiggestFirstAndItsPartsInTheirOrder() {
        TableTurns turns = new TableTurns(OBJECTS);
        List<String> given = new ArrayList<>();
        while (turns.hasNext()) {
            ManifestObject object = turns.next();
            given.add(shown(object));
            turns.done(object);
        }

        assertThat(given).containsExactly("moves1", "moves2", "moves3", "orders1", "orders2", "small1");
    }

    @Test
    void connectionsLoadDifferentTablesUntilThereAreNotEnough() {
        TableTurns turns = new TableTurns(OBJECTS);

        ManifestObject first = turns.next();
        ManifestObject second = turns.next();
        assertThat(List.of(shown(first), shown(second))).containsExactly("moves1", "orders1");

        turns.done(second);
        ManifestObject third = turns.next();
        assertThat(shown(third)).as("nobody is at work on it").isEqualTo("orders2");

        turns.done(first);
        assertThat(shown(turns.next())).isEqualTo("moves2");
        turns.done(third);
        assertThat(shown(turns.next())).isEqualTo("small1");
        assertThat(shown(turns.next())).as("the last table is shared").isEqualTo("moves3");
        assertThat(turns.hasNext()).isFalse();
        assertThatThrownBy(turns::next).isInstanceOf(NoSuchElementException.class);
    }
}
