package dev.pgexport.engine;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.SourceState;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A strategy whose objects and behaviour a test gives; its objects hold a line for each row. */
public final class ScriptedSource implements SourcePlugin<ScriptedSource.Settings> {
    /** It has none. */
    public record Settings() {}

    /** Something that may fail. */
    @FunctionalInterface
    public interface Step {
        void perform() throws InterruptedException;
    }

    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public volatile Iterable<? extends ExportObject> objects = List.of();
    public volatile List<String> tables = List.of();
    public volatile List<String> tablesWithoutData = List.of();
    public volatile boolean resumes;
    public volatile boolean looks;
    public volatile boolean busy;
    public volatile Optional<Map<String, String>> fingerprint = Optional.empty();
    public volatile Step onOpen = () -> {};
    public volatile Runnable onObjects = () -> {};
    public volatile Runnable onConfirm = () -> {};
    public volatile Optional<ExportRequest> request = Optional.empty();

    /** Counted down when the current export is closed. */
    public volatile CountDownLatch closing = new CountDownLatch(1);

    public ConfiguredSource<Settings> configured(Map<String, String> recorded) {
        return new ConfiguredSource<>(this, new Settings(), recorded);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String description() {
        return "Does what a test says";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Export open(Settings settings, ExportRequest request) throws InterruptedException {
        this.request = Optional.of(request);
        closing = new CountDownLatch(1);
        opened.incrementAndGet();
        onOpen.perform();
        return new ScriptedExport();
    }

    @Override
    public Optional<SourceState> look(Settings settings, ExportRequest request) {
        this.request = Optional.of(request);
        return looks ? Optional.of(new SourceState(busy, fingerprint)) : Optional.empty();
    }

    @Override
    public boolean resumes() {
        return resumes;
    }

    @Override
    public List<Finding> diagnose(Settings settings, ExportRequest request) {
        return List.of();
    }

    @Override
    public Inspection inspect(Settings settings, InspectionRequest request) {
        return new LineCounting();
    }

    private final class ScriptedExport implements Export {
        @Override
        public ExportDescription description() {
            List<TableDescription> described = new ArrayList<>();
            tables.forEach(table -> described.add(describe(table, true)));
            tablesWithoutData.forEach(table -> described.add(describe(table, false)));
            return new ExportDescription(
                            new SourceDescription(
                                            "app",
                                            "17.2",
                                            Optional.of("localhost:5432"),
                                            Optional.empty(),
                                            false,
                                            "UTF8",
                                            Optional.of("00000003-0000001B-1"),
                                            Optional.of("0/1A2B3C4"),
                                            Instant.parse("2026-11-21T01:02:03.456789Z"))
                                    .withFingerprint(fingerprint),
                            Consistency.TRANSACTION_SNAPSHOT,
                            Contents.SCHEMA_AND_DATA,
                            described,
                            List.of(new LeftOut("table data", "public.prices", "foreign table")))
                    .withReader("lines");
        }

        private static TableDescription describe(String table, boolean data) {
            return new TableDescription(
                    new TableName("public", table),
                    TableKind.TABLE,
                    List.of(
                            new ColumnDescription("id", "bigint", false, false),
                            new ColumnDescription("amount", "numeric(12,2)", true, false)),
                    List.of("id"),
                    List.of(),
                    data);
        }

        @Override
        public long estimatedBytes() {
            return 12_345;
        }

        @Override
        public Iterator<ExportObject> objects() {
            onObjects.run();
            Iterator<? extends ExportObject> iterator = objects.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public ExportObject next() {
                    return iterator.next();
                }
            };
        }

        @Override
        public void confirm() {
            onConfirm.run();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            closing.countDown();
        }
    }

    private static final class LineCounting implements Inspection {
        @Override
        public Written inspect(ManifestObject object, InputStream decoded) throws IOException {
            long lines = 0;
            byte[] buffer = new byte[8192];
            for (int length = decoded.read(buffer); length >= 0; length = decoded.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            Map<TableName, Long> rows = new HashMap<>(object.rows());
            long counted = lines;
            rows.replaceAll((table, count) -> counted);
            return new Written(rows, List.of());
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
