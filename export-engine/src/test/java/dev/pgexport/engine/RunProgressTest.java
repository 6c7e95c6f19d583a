package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final RunFixture run = new RunFixture();

    @Test
    void firstByteIsTimedWhenItGoesToTheSinkHoweverShortTheRun() throws Exception {
        AtomicLong before = new AtomicLong();
        AtomicLong between = new AtomicLong();
        run.settings = new RunSettings(Optional.of(1), Codec.NONE, Optional.empty(), 1, Optional.empty());
        run.source.objects = List.of(ScriptedObject.of("schema/schema.dump", out -> {
            before.set(System.nanoTime());
            out.write(new byte[1 << 20]);
            between.set(System.nanoTime());
            out.write(new byte[1 << 20]);
            return Written.withoutRows();
        }));

        run.run();

        assertThat(run.progress.firstStored().orElseThrow() - before.get()).isPositive();
        assertThat(between.get() - run.progress.firstStored().orElseThrow()).isPositive();
    }

    @Test
    void withoutBytesThereIsNoFirst() {
        assertThat(new RunProgress().firstStored()).isEqualTo(OptionalLong.empty());
    }
}
