package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs exports that are much larger than their heap, in a JVM of their own. */
class FlatMemoryTest {
    @TempDir
    Path folder;

    @Test
    void fourGigabytesInOneObjectFitIn32MebibytesOfHeap() throws Exception {
        run("32m", 1, 20_000_000);
    }

    /** The manifest is in memory: about half a kilobyte for each object. The sink of the test needs as much again. */
    @Test
    void fiftyThousandObjectsFitIn64MebibytesOfHeap() throws Exception {
        run("64m", 50_000, 3);
    }

    private void run(String heap, int objects, int rows) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeRun.class.getName(),
                        String.valueOf(objects),
                        String.valueOf(rows))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
