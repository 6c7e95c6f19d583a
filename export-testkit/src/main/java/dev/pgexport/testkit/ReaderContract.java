package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.read.ReadExport;
import dev.pgexport.engine.read.ReadRunner;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.ExportRecording.Recorded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader promises, of an export of {@link SampleDatabase} by the strategy that stores what it reads. Subclass
 * it in the tests of a reader, and name both plugins.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
public abstract class ReaderContract {

    private Path folder;
    private TestDatabase database;
    private ExportRecording recording;
    private Manifest manifest;

    /** Return the reader. */
    protected abstract ReaderPlugin reader();

    /** Return the strategy that stores what the reader reads. */
    protected abstract SourcePlugin<?> source();

    /** Return the strategy's settings by key; all others have their defaults. */
    protected Map<String, String> settings(TestDatabase database) {
        return Map.of("from", database.uri().toString());
    }

    /** Return the major version of the server that is exported. */
    protected int serverVersion(PostgresServers servers) {
        return servers.newest().version();
    }

    /** Make the database that is exported; it is empty. */
    protected void fill(TestDatabase empty) {
        SampleDatabase.load(empty);
    }

    /** Return a new database on a server. */
    protected TestDatabase createDatabase(PostgresServer server) {
        return server.createDatabase();
    }

    @BeforeAll
    final void exportOnce(PostgresServers servers, @TempDir Path scratch) throws Exception {
        folder = scratch;
        database = createDatabase(servers.version(serverVersion(servers)));
        fill(database);
        try (Export export = open(source(), settings(database))) {
            recording = ExportRecording.of(export);
            manifest = recording.manifest();
        }
    }

    @AfterAll
    final void dropDatabase() {
        database.close();
    }

    private <C extends Record> Export open(SourcePlugin<C> plugin, Map<String, String> settings)
            throws InterruptedException {
        return plugin.open(
                SettingsBinder.bind(plugin.settings(), settings),
                new ExportRequest(
                        new ExportId("contract"),
                        Selection.everything(),
                        2,
                        folder.resolve("scratch"),
                        environment(),
                        Optional.empty(),
                        Optional.empty(),
                        new Cancellation(),
                        new ExportListener() {
                            @Override
                            public void warning(String message) {}

                            @Override
                            public void progress(String phase, double fraction) {}
                        }));
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
    }

    @Test
    final void exportNamesItsReader() {
        assertThat(manifest.reader()).contains(reader().name());
        assertThat(reader().name()).matches("[a-z][a-z0-9-]*");
        assertThat(reader().description()).isNotBlank();
    }

    @Test
    final void rowsAreThoseOfTheDatabase() throws Exception {
        RowRecording read = readChecked(wanted(), objects());

        List<TableDescription> tables = tablesWithRows();
        assertThat(tables).isNotEmpty();
        assertThat(read.tables()).hasSameSizeAs(tables);
        for (TableDescription table : tables) {
            RowRecording.Table found = read.table(table.name());
            assertThat(found.format()).isEqualTo(reader().format());
            assertThat(found.columns()).as("columns of %s", table.name()).isEqualTo(table.storedColumns());
            assertThat(found.rows())
                    .as("rows of %s", table.name())
                    .isEqualTo(DatabaseRows.of(database, table, found.format()));
        }
    }

    @Test
    final void everyObjectWithRowsIsReadOnceByARun() throws Exception {
        List<ObjectName> read = new ArrayList<>();
        for (RowRun run : runs(wanted(), decoded(objects()))) {
            assertThat(run.objects()).isNotEmpty();
            run.objects().forEach(object -> read.add(object.name()));
        }

        assertThat(read)
                .containsExactlyInAnyOrderElementsOf(
                        withRows().map(ManifestObject::name).toList());
    }

    @Test
    final void biggestRunComesFirst() throws Exception {
        List<Long> sizes = new ArrayList<>();
        for (RowRun run : runs(wanted(), decoded(objects()))) {
            sizes.add(run.objects().stream().mapToLong(ManifestObject::bytes).sum());
        }

        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    final void tablesThatAreNotWantedAreNotRead() throws Exception {
        TableName one = wanted().stream().sorted().findFirst().orElseThrow();

        RowRecording read = new RowRecording();
        for (RowRun run : runs(Set.of(one), decoded(objects()))) {
            assertThat(run.tables()).containsExactly(one);
            run.writeTo(read);
        }

        assertThat(read.tables().keySet()).containsExactly(one);
        assertThat(read.table(one).rows())
                .isEqualTo(readChecked(wanted(), objects()).table(one).rows());
    }

    @Test
    final void nothingIsReadWhereNothingIsWanted() throws Exception {
        assertThat(runs(Set.of(), decoded(objects()))).isEmpty();
    }

    @Test
    final void rowsDoNotDependOnHowTheBytesArriveInPieces() throws Exception {
        Random random = new Random(20261125);
        DecodedObjects pieces = object -> new InputStream() {
            private final InputStream in = decoded(objects()).open(object);

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return in.read(buffer, offset, Math.min(length, 1 + random.nextInt(1 << random.nextInt(13))));
            }
        };

        assertThat(readUnchecked(wanted(), pieces).tables())
                .isEqualTo(readUnchecked(wanted(), decoded(objects())).tables());
    }

    @Test
    final void failureOfTheConsumerIsPassedOnAsItIs() throws Exception {
        for (Exception failure : List.of(
                new ExportException(Kind.INTEGRITY, "of the consumer"),
                new IOException("of the consumer"),
                new InterruptedException("of the consumer"))) {
            RowConsumer failing = new RowConsumer() {
                @Override
                public void table(TableName table, List<String> columns, FieldFormat format) {}

                @Override
                public void row(Row row) throws IOException, InterruptedException {
                    if (failure instanceof IOException io) {
                        throw io;
                    } else if (failure instanceof InterruptedException interrupt) {
                        throw interrupt;
                    }
                    throw (ExportException) failure;
                }
            };

            RowRun biggest = runs(wanted(), decoded(objects())).get(0);

            assertThatThrownBy(() -> biggest.writeTo(failing)).isSameAs(failure);
        }
    }

    @Test
    final void flippedBitIsFoundAndItsObjectNamed() throws Exception {
        for (ManifestObject object : withRows().toList()) {
            for (int position : positions(recorded(object))) {
                byte[] damaged = recorded(object).clone();
                damaged[position] ^= 0x10;

                refuses(object, damaged, "the byte " + position + " changed");
            }
        }
    }

    @Test
    final void cutObjectIsFoundAndNamed() throws Exception {
        for (ManifestObject object : withRows().toList()) {
            byte[] whole = recorded(object);

            for (int length : shorter(whole, whole.length / 2, whole.length - 1)) {
                refuses(object, Arrays.copyOf(whole, length), "cut to " + length + " bytes");
            }
            refuses(object, Arrays.copyOf(whole, whole.length + 1), "longer by one byte");
        }
    }

    @Test
    final void objectInThePlaceOfAnotherIsFoundAndNamed() throws Exception {
        List<ManifestObject> objects = withRows().toList();
        for (int i = 0; i < objects.size(); i++) {
            ManifestObject other = objects.get((i + 1) % objects.size());
            byte[] bytes = other.equals(objects.get(i)) ? new byte[0] : recorded(other);
            if (!Arrays.equals(bytes, recorded(objects.get(i)))) {
                refuses(objects.get(i), bytes, "it is " + other.name());
            }
        }
    }

    @Test
    final void readerItselfNoticesWhatIsCut() throws Exception {
        for (ManifestObject object : withRows().toList()) {
            Map<TableName, Integer> expected =
                    readUnchecked(object.rows().keySet(), decoded(objects())).counts();
            byte[] whole = recorded(object);
            for (int length : shorter(whole, 0, whole.length / 3, whole.length - 2, whole.length - 1)) {
                Map<ObjectName, byte[]> objects = objects();
                objects.put(object.name(), Arrays.copyOf(whole, length));
                try {
                    RowRecording read = readUnchecked(object.rows().keySet(), decoded(objects));
                    assertThat(read.counts())
                            .as("%s cut to %s of %s bytes", object.name(), length, whole.length)
                            .isNotEqualTo(expected);
                } catch (ExportException e) {
                    assertThat(e.kind()).isEqualTo(Kind.INTEGRITY);
                    assertThat(e).hasMessageContaining(object.name().value());
                }
            }
        }
    }

    /** Read the export with one object replaced, as the engine does, and expect that it is found. */
    private void refuses(ManifestObject object, byte[] bytes, String how) {
        Map<ObjectName, byte[]> objects = objects();
        objects.put(object.name(), bytes);

        assertThatThrownBy(() -> readChecked(object.rows().keySet(), objects))
                .as("%s, %s", object.name(), how)
                .isInstanceOfSatisfying(ExportException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INTEGRITY);
                    assertThat(e).hasMessageContaining(object.name().value());
                });
    }

    private static int[] positions(byte[] whole) {
        return whole.length == 0 ? new int[0] : new int[] {0, whole.length / 2, whole.length - 1};
    }

    private Map<ObjectName, byte[]> objects() {
        Map<ObjectName, byte[]> objects = new HashMap<>();
        recording.objects().forEach((name, object) -> objects.put(name, object.bytes()));
        return objects;
    }

    private byte[] recorded(ManifestObject object) {
        return Optional.ofNullable(recording.objects().get(object.name()))
                .map(Recorded::bytes)
                .orElseThrow();
    }

    /** Of an object without bytes nothing can be cut. */
    private static int[] shorter(byte[] whole, int... lengths) {
        return IntStream.of(lengths)
                .filter(length -> 0 <= length && length < whole.length)
                .toArray();
    }

    private Stream<ManifestObject> withRows() {
        return manifest.objects().stream().filter(object -> !object.rows().isEmpty());
    }

    private List<TableDescription> tablesWithRows() {
        return manifest.tables().stream()
                .map(ManifestTable::description)
                .filter(TableDescription::data)
                .toList();
    }

    private Set<TableName> wanted() {
        return ReadExport.tablesWithRows(manifest);
    }

    private static DecodedObjects decoded(Map<ObjectName, byte[]> objects) {
        return object -> new ByteArrayInputStream(objects.getOrDefault(object.name(), new byte[0]));
    }

    private List<RowRun> runs(Set<TableName> tables, DecodedObjects objects) throws Exception {
        try (Reading reading = reader().open(new ReadRequest(
                manifest, tables, objects, folder.resolve("scratch"), environment(), new Cancellation()))) {
            List<RowRun> runs = new ArrayList<>();
            reading.runs().forEachRemaining(runs::add);
            return runs;
        }
    }

    /** Read without comparing bytes with the manifest. */
    private RowRecording readUnchecked(Set<TableName> tables, DecodedObjects objects) throws Exception {
        RowRecording all = new RowRecording();
        for (RowRun run : runs(tables, objects)) {
            run.writeTo(all);
        }
        return all;
    }

    /** Read by two workers, and compare everything with the manifest. */
    private RowRecording readChecked(Set<TableName> tables, Map<ObjectName, byte[]> objects) throws Exception {
        Map<ObjectName, byte[]> stored = new HashMap<>();
        objects.forEach((name, bytes) -> stored.put(manifest.id().resolve(name), bytes));
        RowRecording all = new RowRecording();
        new ReadRunner(2, folder.resolve("scratch"), environment(), new Cancellation())
                .read(
                        List.of(new ReadExport(
                                manifest,
                                reader(),
                                name -> new ByteArrayInputStream(stored.getOrDefault(name, new byte[0])),
                                tables,
                                bytes -> {})),
                        (export, run) -> {
                            RowRecording part = new RowRecording();
                            run.writeTo(part);
                            all.add(part);
                        });
        return all;
    }
}
