package dev.pgexport.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.CompletedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadRunnerTest {
    private static final TableName MOVES = new TableName("public", "moves");
    private static final TableName USERS = new TableName("public", "users");

    private final LineReader reader = new LineReader();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicLong bytes = new AtomicLong();
    private final Map<TableName, List<String>> rows = new ConcurrentHashMap<>();
    private CompletedRun run;

    @BeforeEach
    void export() throws Exception {
        run = CompletedRun.of(Codec.ZSTD);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(reader.open).hasValue(0);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void rowsOfTheWantedTablesComeOnceAndDecoded(Codec codec) throws Exception {
        run = CompletedRun.of(codec);

        read(MOVES, USERS);

        assertThat(rows.get(MOVES)).hasSize(1500).contains("0,row", "999,row");
        assertThat(rows.get(USERS)).hasSize(10);
        assertThat(bytes)
                .hasValue(run.manifest().objects().stream()
                        .filter(object -> !object.rows().isEmpty())
                        .mapToLong(ManifestObject::bytes)
                        .sum());
    }

    @Test
    void tablesThatAreNotWantedAreNotRead() throws Exception {
        read(USERS);

        assertThat(rows).containsOnlyKeys(USERS);
    }

    @Test
    void exportsTakeTurns() throws Exception {
        List<ReadExport> order = new CopyOnWriteArrayList<>();
        ReadExport one = export(Set.of(MOVES));
        ReadExport other = export(Set.of(MOVES, USERS));

        runner(1).read(List.of(one, other), (export, rowRun) -> {
            order.add(export);
            rowRun.writeTo(consumer());
        });

        assertThat(order).hasSize(5);
        assertThat(order.get(0)).isNotSameAs(order.get(1));
        assertThat(order.get(1)).isNotSameAs(order.get(2));
    }

    @Test
    void changedByteIsFoundAndItsObjectNamed() {
        damage("data/public.users/1.csv.zst", stored -> stored[stored.length - 1] ^= 1);

        refused("data/public.users/1.csv.zst is damaged");
    }

    @Test
    void changedByteOfWhatIsNotCompressedIsFoundByItsChecksum() throws Exception {
        run = CompletedRun.of(Codec.NONE);
        damage("data/public.users/1.csv", stored -> stored[2] = 'R');

        refused("data/public.users/1.csv is damaged: CRC32C ");
    }

    @Test
    void cutObjectIsFound() throws Exception {
        run = CompletedRun.of(Codec.NONE);
        run.sink()
                .objects
                .computeIfPresent(
                        stored("data/public.users/1.csv"), (name, stored) -> Arrays.copyOf(stored, stored.length - 6));

        refused("data/public.users/1.csv is damaged: 60 bytes expected, 54");
    }

    @Test
    void objectThatDecodesToAnotherSizeIsFound() {
        run = run.with(withDecodedBytes(run.manifest(), "data/public.users/1.csv.zst", 61));

        refused("data/public.users/1.csv.zst is damaged: 61 decoded bytes expected, 60");
    }

    @Test
    void objectThatIsMissingIsFound() {
        run.sink().objects.remove(stored("data/public.users/1.csv.zst"));

        refused("data/public.users/1.csv.zst");
    }

    @Test
    void readerThatLosesARowIsFound() {
        reader.rowsLost = 1;

        refused("rows of public.");
    }

    @Test
    void readerThatLeavesAnObjectOutIsFound() {
        reader.leftOut = object -> object.name().value().contains("moves/2");

        refused("hold 1010 rows of the wanted tables, where the manifest has 1510");
    }

    @Test
    void readerThatDoesNotReadToTheEndIsADefect() {
        reader.stopsEarly = true;

        assertThatThrownBy(() -> read(MOVES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not read");
    }

    @Test
    void readerThatSaysNoTableOrOtherValuesThanColumnsIsADefect() {
        reader.saysNoTable = true;
        assertThatThrownBy(() -> read(MOVES)).isInstanceOf(IllegalStateException.class);
        reader.columns = 0;
        assertThatThrownBy(() -> read(MOVES)).isInstanceOf(IllegalStateException.class);

        reader.saysNoTable = false;
        reader.columns = 2;
        assertThatThrownBy(() -> read(MOVES)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tableWithoutRowsInTheExportIsRefused() {
        assertThatThrownBy(() -> read(new TableName("public", "prices")))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("public.prices");
    }

    @Test
    void failureOfATaskIsPassedOn() {
        ExportException failure = new ExportException(Kind.PERMISSION, "of the task");

        assertThatThrownBy(() -> runner(2).read(List.of(export(Set.of(MOVES))), (export, rowRun) -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> runner(2).read(List.of(export(Set.of(MOVES))), (export, rowRun) -> {
                    throw new IOException("no space left");
                }))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("no space left");
    }

    @Test
    void cancellationEndsIt() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> runner(2).read(List.of(export(Set.of(MOVES))), (export, rowRun) -> {
                    cancellation.cancel("the test");
                    never.await(1, TimeUnit.MINUTES);
                }))
                .isInstanceOf(InterruptedException.class);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> read(MOVES, USERS))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(message);
    }

    private void read(TableName... tables) throws InterruptedException {
        runner(2).read(List.of(export(Set.of(tables))), (export, rowRun) -> rowRun.writeTo(consumer()));
    }

    private ReadRunner runner(int jobs) {
        return new ReadRunner(jobs, Path.of("unused"), Map.of(), cancellation);
    }

    private ReadExport export(Set<TableName> tables) {
        return new ReadExport(run.manifest(), reader, run.sink()::open, tables, bytes::addAndGet);
    }

    private RowConsumer consumer() {
        return new RowConsumer() {
            private List<String> current = new ArrayList<>();

            @Override
            public void table(TableName table, List<String> columns, FieldFormat format) {
                current = rows.computeIfAbsent(table, added -> new CopyOnWriteArrayList<>());
            }

            @Override
            public void row(Row row) {
                current.add(new String(row.bytes(), row.offset(0), row.length(0), StandardCharsets.UTF_8));
            }
        };
    }

    private static Manifest withDecodedBytes(Manifest manifest, String name, long decodedBytes) {
        List<ManifestObject> objects = new ArrayList<>(manifest.objects());
        objects.replaceAll(object -> object.name().value().equals(name)
                ? new ManifestObject(
                        object.name(), object.bytes(), object.checksums(), object.codec(), decodedBytes, object.rows())
                : object);
        return new Manifest(
                manifest.formatVersion(),
                manifest.id(),
                manifest.strategy(),
                manifest.reader(),
                manifest.programVersion(),
                manifest.settings(),
                manifest.source(),
                manifest.consistency(),
                manifest.contents(),
                manifest.tables(),
                manifest.types(),
                objects,
                manifest.leftOut(),
                manifest.warnings(),
                manifest.timings());
    }

    private interface Damage {
        void to(byte[] stored);
    }

    private void damage(String name, Damage damage) {
        run.sink().objects.computeIfPresent(stored(name), (key, stored) -> {
            byte[] changed = stored.clone();
            damage.to(changed);
            return changed;
        });
    }

    private ObjectName stored(String name) {
        return run.manifest().id().resolve(ObjectName.of(name));
    }
}
