package dev.pgexport.compare.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class UserTypesTest {
    @EveryPostgres
    void aDatabaseDescribesItsTypes(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(TypeSamples.SCHEMA);
            try (Connection connection = database.connect()) {
                CopyRows.pin(connection);
                UserTypes types = UserTypes.read(connection);

                assertThat(types.all())
                        .contains(
                                new UserType.Enumeration("public.mood"),
                                new UserType.Enumeration("\"Odd (1) \"\"Schema\"\"\".\"Mood[]\""),
                                new UserType.Domain("public.price", "numeric(12,2)"),
                                new UserType.Domain("public.moment", "timestamp(3) with time zone"),
                                new UserType.Domain("public.prices", "public.price[]"),
                                new UserType.Range("public.floatrange", "double precision"),
                                new UserType.Base("public.hstore", "hstore", Optional.of("hstore")),
                                new UserType.Composite(
                                        "public.whole",
                                        List.of(
                                                new TypeAttribute("part", "public.part"),
                                                new TypeAttribute("parts", "public.part[]"),
                                                new TypeAttribute("mood", "public.mood"))));
                assertThat(types.find("public.textmultirange"))
                        .isEqualTo(
                                server.version() < 14
                                        ? Optional.empty()
                                        : Optional.of(
                                                new UserType.Multirange("public.textmultirange", "public.textrange")));
                assertThat(types.find("public.mood[]")).isEmpty();
            }
        }
    }

    @Test
    void namesThatDependOnASearchPathAreRefused(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            assertThatThrownBy(() -> UserTypes.read(connection)).hasMessage("the search_path is not empty");
        }
    }
}
