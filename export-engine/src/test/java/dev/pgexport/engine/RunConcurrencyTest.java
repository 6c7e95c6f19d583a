package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.engine.RunEvent.ObjectStarted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@Timeout(30)
class RunConcurrencyTest {
    private final RunFixture fixture = new RunFixture();

    @Test
    void objectsAreTakenInTheSourcesOrder() throws Exception {
        fixture.jobs(1);
        fixture.source.objects = List.of(
                ScriptedObject.of("big", out -> Written.withoutRows()),
                ScriptedObject.of("middle", out -> Written.withoutRows()),
                ScriptedObject.of("a-small", out -> Written.withoutRows()));

        fixture.complete();

        assertThat(fixture.events(ObjectStarted.class))
                .extracting(event -> event.name().value())
                .containsExactly("big", "middle", "a-small");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void asManyObjectsAsJobsAreWrittenAtOnceAndNeverMore(int jobs) throws Exception {
        fixture.jobs(jobs);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier all = new CyclicBarrier(jobs);
        List<ExportObject> objects = new ArrayList<>();
        for (int i = 0; i < jobs * 10; i++) {
            objects.add(ScriptedObject.of("object" + i, out -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                try {
                    all.await(10, TimeUnit.SECONDS); // only passed when all workers are at it
                } catch (BrokenBarrierException | TimeoutException e) {
                    throw new AssertionError(e);
                }
                now.decrementAndGet();
                return Written.withoutRows();
            }));
        }
        fixture.source.objects = objects;

        assertThat(fixture.complete().objects()).hasSize(jobs * 10);
        assertThat(most).hasValue(jobs);
    }

    @Test
    void objectsAreAskedForOnlyWhenAWorkerIsFree() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        fixture.jobs(2);
        fixture.source.objects = () -> new Iterator<ExportObject>() {
            @Override
            public boolean hasNext() {
                return asked.get() < 100;
            }

            @Override
            public ExportObject next() {
                assertThat(asked.get() - written.get()).isLessThan(2);
                return ScriptedObject.of("object" + asked.incrementAndGet(), out -> {
                    written.incrementAndGet();
                    return Written.withoutRows();
                });
            }
        };

        assertThat(fixture.complete().objects()).hasSize(100);
    }

    @Test
    void threadsAndLogsNameWhatIsDone() throws Exception {
        Map<String, String> contexts = new ConcurrentHashMap<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        fixture.source.objects = List.of(ScriptedObject.of("data/a", out -> {
            contexts.putAll(MDC.getCopyOfContextMap());
            threads.add(Thread.currentThread().getName());
            return Written.withoutRows();
        }));

        fixture.complete();

        assertThat(contexts).containsOnly(Map.entry("export", fixture.id.value()), Map.entry("object", "data/a"));
        assertThat(threads).allMatch(name -> name.matches("export-[12]"));
        assertThat(MDC.get("export")).isNull();
    }

    @Test
    void whatIsInFlightCanBeSeen() throws Exception {
        fixture.jobs(1);
        List<RunProgress.InFlight> seen = new ArrayList<>();
        fixture.source.objects = List.of(ScriptedObject.of("data/a", out -> {
            out.write(new byte[1 << 20]);
            seen.addAll(fixture.progress.inFlight());
            return Written.withoutRows();
        }));

        fixture.complete();

        assertThat(seen).containsExactly(new RunProgress.InFlight(ObjectName.of("data/a"), 1 << 20, 100));
    }
}
