package dev.pgexport.compare.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessUsageTest {
    private static final long MEBIBYTE = 1024 * 1024;

    private final ProcessUsage usage = new ProcessUsage();

    @Test
    void childrenCountUnlessTheyWereThereBefore() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        try {
            long without = usage.resident(usage.children()).orElseThrow();
            long with = usage.resident(Set.of()).orElseThrow();

            assertThat(usage.children()).contains(child.pid());
            assertThat(without).isGreaterThan(10 * MEBIBYTE);
            assertThat(with).isGreaterThan(without);
        } finally {
            child.getOutputStream().close();
            child.waitFor();
        }
    }

    @Test
    void theProcessorTimeOfAChildThatHasEndedCounts() throws Exception {
        Duration before = usage.processorTime().orElseThrow();

        assertThat(new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done")
                        .start()
                        .waitFor())
                .isZero();

        assertThat(usage.processorTime().orElseThrow().minus(before)).isGreaterThan(Duration.ofMillis(30));
    }

    @Test
    void theNumbersAreThoseOfProc(@TempDir Path proc) throws IOException {
        Path self = Files.createDirectory(proc.resolve("self"));
        Files.writeString(self.resolve("status"), "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n");
        Files.writeString(
                self.resolve("stat"), "7 (a) b (c) S 1 7 7 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 99 1 2\n");
        Files.writeString(self.resolve("clear_refs"), "");
        ProcessUsage told = new ProcessUsage(proc);

        assertThat(told.peak()).hasValue(2 * MEBIBYTE);
        assertThat(told.resident(usage.children())).hasValue(MEBIBYTE);
        assertThat(told.processorTime()).contains(Duration.ofMillis(2500));
        assertThat(told.resetPeak()).isTrue();
        assertThat(self.resolve("clear_refs")).hasContent("5");
    }

    @Test
    void elsewhereThanOnLinuxNothingIsKnown(@TempDir Path proc) {
        ProcessUsage unknown = new ProcessUsage(proc);

        assertThat(unknown.peak()).isEmpty();
        assertThat(unknown.resident(Set.of())).isEmpty();
        assertThat(unknown.processorTime()).isEmpty();
        assertThat(unknown.resetPeak()).isFalse();
    }
}
