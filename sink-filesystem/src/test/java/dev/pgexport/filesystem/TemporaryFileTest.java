package dev.pgexport.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a new file where there are no hard links. */
class TemporaryFileTest {
    private static final int THREADS = 6;

    @TempDir
    Path folder;

    @Test
    void movedUnderALockBecomesTheTarget() throws Exception {
        Path target = folder.resolve("target");

        create(target, 1);

        assertThat(target).hasBinaryContent(new byte[] {1});
        assertThat(folder).isDirectoryContaining(target::equals).isDirectoryNotContaining("glob:**.pgexport*");
    }

    @Test
    void movedUnderALockDoesNotReplace() throws Exception {
        Path target = Files.write(folder.resolve("target"), new byte[] {7});

        assertThatThrownBy(() -> create(target, 1)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(target).hasBinaryContent(new byte[] {7});
        assertThat(folder).isDirectoryNotContaining("glob:**.pgexport*");
    }

    @RepeatedTest(20)
    void movedUnderALockByOneOfSeveralThreads() throws Exception {
        Path target = folder.resolve("target");
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        List<Callable<Boolean>> creators = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int content = i;
            creators.add(() -> {
                together.await();
                try {
                    create(target, content);
                    return true;
                } catch (FileAlreadyExistsException e) {
                    return false;
                }
            });
        }

        int winners = 0;
        for (Future<Boolean> creator : executor.invokeAll(creators)) {
            winners += creator.get() ? 1 : 0;
        }
        executor.shutdown();

        assertThat(winners).isEqualTo(1);
        assertThat(target).hasSize(1);
        assertThat(folder).isDirectoryNotContaining("glob:**.pgexport*");
    }

    private void create(Path target, int content) throws Exception {
        Location location = new Location(folder, FilesystemSettings.defaults());
        try (TemporaryFile file = TemporaryFile.beside(target, location)) {
            file.channel().write(ByteBuffer.wrap(new byte[] {(byte) content}));
            file.moveUnderLock();
        }
    }
}
