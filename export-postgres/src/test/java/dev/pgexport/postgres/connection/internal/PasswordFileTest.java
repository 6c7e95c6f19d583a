package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            db:5432:app:me:secret          | secret
            *:*:*:*:secret                 | secret
            db:*:app:*:secret              | secret
            other:5432:app:me:secret       |
            db:5433:app:me:secret          |
            db:5432:other:me:secret        |
            db:5432:app:other:secret       |
            db:5432:app:me:a\\:b\\\\c      | a:b\\c
            db:5432:app:me:a:b             | a
            db:5432:app:me                 |
            #db:5432:app:me:secret         |
            d*:5432:app:me:secret          |
            \\*:5432:app:me:secret         |
            """)
    void aLineMatchesByEveryField(String line, String password) throws IOException {
        assertThat(find(file(line))).isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void theFirstLineThatMatchesCounts() throws IOException {
        Path file = file("other:5432:app:me:one\ndb:5432:*:me:two\ndb:5432:app:me:three");

        assertThat(find(file)).contains("two");
    }

    @Test
    void namesWithColonsAreEscaped() throws IOException {
        Path file = file("\\:\\:1:5432:a\\:b:me:secret");

        assertThat(new PasswordFile(file).find(Set.of("::1"), 5432, "a:b", "me"))
                .contains("secret");
    }

    @Test
    void aSocketInTheDefaultDirectoryIsLocalhostToo() throws IOException {
        Path file = file("localhost:5432:app:me:secret");

        assertThat(new PasswordFile(file).find(Set.of("/var/run/postgresql", "localhost"), 5432, "app", "me"))
                .contains("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void aFileThatOthersMayUseIsIgnored(String permissions) throws IOException {
        Path file = file("*:*:*:*:secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(find(file)).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsIgnored() {
        assertThat(find(folder)).isEmpty();
        assertThat(find(folder.resolve("none"))).isEmpty();
    }

    private Path file(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Optional<String> find(Path file) {
        return new PasswordFile(file).find(Set.of("db"), 5432, "app", "me");
    }
}
