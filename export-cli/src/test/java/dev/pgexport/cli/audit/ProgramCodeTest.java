package dev.pgexport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCodeTest {
    @Test
    void anAuditorGetsTheSameDigestByTheShell(@TempDir Path folder) throws Exception {
        Path one = Files.writeString(folder.resolve("b-1.0.jar"), "one");
        Path other = Files.writeString(folder.resolve("a.jar"), "other");

        Process shell = new ProcessBuilder("sh", "-c", "LC_ALL=C sha256sum *.jar | sha256sum")
                .directory(folder.toFile())
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

        assertThat(shell.waitFor()).isZero();
        assertThat(ProgramCode.digest(List.of(one, other))).contains(said.substring(0, 64));
    }

    @Test
    void codeThatIsInNoJarHasNoDigest() throws IOException {
        assertThat(ProgramCode.digest(List.of())).isEmpty();
    }
}
