package dev.pgexport.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    Path folder;

    @Test
    void isHeldByOneOfSeveralProcessesThatTakeAndDeleteIt() throws Exception {
        List<Process> contenders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            contenders.add(new ProcessBuilder(Child.command(LockContender.class, folder.toString(), "1000"))
                    .redirectErrorStream(true)
                    .start());
        }

        for (Process contender : contenders) {
            assertThat(new String(contender.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("alone each time\n");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isHeldOnceInAProcess() throws Exception {
        Path file = folder.resolve("lock");
        LockFile lock = LockFile.acquire(file).orElseThrow();

        assertThat(LockFile.acquire(file)).isEmpty();
        lock.release();
        lock.release();
        LockFile next = LockFile.acquire(file).orElseThrow();
        lock.leave();

        assertThat(LockFile.acquire(file)).isEmpty();
        next.release();
        assertThat(folder).isEmptyDirectory();
    }

    /** Closing any descriptor of the file would drop the process's lock. */
    @Test
    void outlivesARefusalInItsOwnProcess() throws Exception {
        LockFile lock = LockFile.acquire(folder.resolve("lock")).orElseThrow();
        assertThat(LockFile.acquire(folder.resolve("lock"))).isEmpty();

        Process contender = new ProcessBuilder(Child.command(LockContender.class, folder.toString(), "1")).start();

        assertThat(contender.waitFor(2, TimeUnit.SECONDS)).isFalse();
        lock.release();
        assertThat(contender.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(contender.exitValue()).isZero();
    }

    @Test
    void leavesItsFileAsADeadProcessDoes() throws Exception {
        Path file = folder.resolve("lock");

        LockFile.acquire(file).orElseThrow().leave();

        assertThat(file).exists();
        LockFile.acquire(file).orElseThrow().release();
        assertThat(file).doesNotExist();
    }

    @Test
    void isTakenByAnInterruptedThreadToo() throws Exception {
        Thread.currentThread().interrupt();

        LockFile lock = LockFile.acquire(folder.resolve("lock")).orElseThrow();

        assertThat(Thread.interrupted()).isTrue();
        lock.release();
        assertThat(Files.exists(folder.resolve("lock"))).isFalse();
    }
}
