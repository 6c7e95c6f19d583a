package dev.pgexport.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    Path scratch;

    @Test
    void closingRemovesEverything() throws Exception {
        ScratchFolder folder = ScratchFolder.create(scratch.resolve("new"));
        Files.writeString(folder.path().resolve("file"), "content");

        folder.close();
        folder.close();

        assertThat(scratch.resolve("new")).isEmptyDirectory();
    }

    @Test
    void whatADeadProcessLeftIsRemovedAndWhatLivesIsNot() throws Exception {
        Path dead = Files.createDirectories(scratch.resolve("pgexport-pgdump-dead/dump"));
        Files.writeString(dead.resolve("1.dat"), "content");
        Files.createFile(dead.resolveSibling("lock"));
        Path other = Files.createDirectory(scratch.resolve("other"));

        try (ScratchFolder living = ScratchFolder.create(scratch);
                ScratchFolder next = ScratchFolder.create(scratch)) {
            assertThat(dead.getParent()).doesNotExist();
            assertThat(other).exists();
            assertThat(living.path()).exists();
            assertThat(next.path()).exists();
        }
    }

    @Test
    void aFolderWhoseProcessDiedBeforeItLockedItIsRemoved() throws Exception {
        Path dead = Files.createDirectories(scratch.resolve("pgexport-pgdump-dead"));

        assertThat(ScratchFolder.abandoned(scratch)).containsExactly(dead);
        assertThat(ScratchFolder.clean(scratch)).containsExactly(dead);
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void anInterruptLeavesNothing() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> ScratchFolder.create(scratch)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void manyMayMakeAndCleanAtTheSameTime() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> tasks = Collections.nCopies(400, () -> {
                try (ScratchFolder folder = ScratchFolder.create(scratch)) {
                    assertThat(folder.path()).exists();
                }
                return null;
            });
            for (Future<Void> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aFileInPlaceOfTheFolderIsAnError() throws Exception {
        Path file = Files.createFile(scratch.resolve("file"));

        assertThatThrownBy(() -> ScratchFolder.create(file))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(file.toString());
    }
}
