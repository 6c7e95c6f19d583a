package dev.pgexport.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseNameTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://reader:secret@db:5432/app?sslmode=require,app",
        "'postgres://a,b:5433/my%20app',my app",
        "postgresql://db/?dbname=other,other",
        "host=db dbname=app user=x,app",
        "dbname = 'my app' host=db,my app",
        "app,app",
        "postgresql://db,fallback",
        "host=db,fallback"
    })
    void isTheOneOfTheConnectionString(String from, String name) {
        assertThat(DatabaseName.guess(Optional.of(from), Map.of("PGDATABASE", "fallback")))
                .isEqualTo(name);
    }

    @Test
    void isTheUserAsInLibpqWhenNothingSaysMore() {
        assertThat(DatabaseName.guess(Optional.empty(), Map.of("PGUSER", "reader")))
                .isEqualTo("reader");
    }
}
