package dev.pgexport.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchRoomTest {
    @TempDir
    Path scratch;

    @Test
    void tooLittleRoomIsAnErrorThatSaysHowMuchIsMissing() {
        assertThatThrownBy(() -> ScratchRoom.require(scratch.resolve("new"), Long.MAX_VALUE))
                .isInstanceOfSatisfying(ExportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION);
                    assertThat(failure.advice()).isPresent();
                })
                .hasMessageContainingAll("MiB", "are missing", scratch.toString());
    }
}
