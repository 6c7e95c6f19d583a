package dev.pgexport.snapshot;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunEvent;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.engine.verify.Verifier;
import dev.pgexport.engine.verify.VerifyProgress;
import dev.pgexport.engine.verify.VerifyReport;
import dev.pgexport.engine.verify.VerifyRequest;
import dev.pgexport.filesystem.FilesystemSinkPlugin;
import dev.pgexport.s3.S3SinkPlugin;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsRequest;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Whole runs of the strategy, against the stand-in for RDS and a real S3 server. */
final class SnapshotRuns {
    static final String INSTANCE = "app";
    static final ExportId ID = new ExportId("nightly");

    final RdsServer rds;
    final TestDatabase database;
    final String bucket;
    final Path folder;
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> phases = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private Selection selection = Selection.everything();
    private Cancellation cancellation = new Cancellation();
    private Runnable firstObject = () -> {};
    private URI location;

    SnapshotRuns(RdsServer rds, TestDatabase database, Path folder) {
        this.rds = rds;
        this.database = database;
        this.folder = folder;
        bucket = rds.s3().newBucket();
        location = URI.create("s3://" + bucket + "/exports/");
        System.setProperty("aws.accessKeyId", rds.s3().accessKeyId());
        System.setProperty("aws.secretAccessKey", rds.s3().secretAccessKey());
        rds.add(RdsSource.instance(INSTANCE, database));
        ExportRole.create(rds, ExportRole.TRUST);
        settings.putAll(Map.of(
                "snapshot.instance", INSTANCE,
                "snapshot.database", database.name(),
                "snapshot.role-arn", rds.exportRole(),
                "snapshot.kms-key", rds.kmsKey(),
                "snapshot.endpoint", rds.endpoint().toString(),
                "snapshot.poll-interval", "100ms",
                "aws.endpoint", rds.s3().endpoint().toString(),
                "aws.region", rds.region()));
    }

    static void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    SnapshotRuns with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    SnapshotRuns without(String key) {
        settings.remove(key);
        return this;
    }

    SnapshotRuns selecting(Selection other) {
        selection = other;
        return this;
    }

    SnapshotRuns tables(String... patterns) {
        return selecting(
                new Selection(List.of(patterns), List.of(), List.of(), List.of(), List.of(), false, false, false));
    }

    SnapshotRuns excluding(String... patterns) {
        return selecting(
                new Selection(List.of(), List.of(patterns), List.of(), List.of(), List.of(), false, false, false));
    }

    /** Export to a folder, with a staging place in the bucket. */
    SnapshotRuns toDisk() {
        location = folder.resolve("exports").toUri();
        return with("snapshot.staging", "s3://" + bucket + "/staging");
    }

    /** Make a token of its own for the next run, and return it. */
    Cancellation cancellation() {
        cancellation = new Cancellation();
        return cancellation;
    }

    Manifest run() throws InterruptedException {
        return run(ID);
    }

    Manifest run(ExportId id) throws InterruptedException {
        try (Sink sink = sink()) {
            return new ExportRunner()
                    .run(new RunRequest(
                            id,
                            source(),
                            sink,
                            selection,
                            RunSettings.defaults(),
                            Map.of(),
                            Optional.empty(),
                            "test",
                            cancellation,
                            this::hear,
                            new RunProgress()))
                    .manifest();
        }
    }

    /** Begin a run on a thread of its own. */
    Future<Manifest> start() {
        return start(ID);
    }

    Future<Manifest> start(ExportId id) {
        FutureTask<Manifest> task = new FutureTask<>(() -> run(id));
        new Thread(task, "run").start();
        return task;
    }

    /** Return the task that the runs of {@link #ID} have started last. */
    String task() {
        List<RdsRequest> started = rds.requests("StartExportTask");
        return started.get(started.size() - 1).parameters().get("ExportTaskIdentifier");
    }

    /** Wait until RDS was asked for something. */
    void awaitRequest(String action) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !rds.requests(action).isEmpty());
    }

    /** Let halted time go on step by step until RDS was asked for something. */
    void advanceUntilRequest(String action) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    boolean asked = !rds.requests(action).isEmpty();
                    if (!asked) {
                        rds.advance();
                    }
                    return asked;
                });
    }

    /** Do something at the first object that is stored. */
    SnapshotRuns atFirstObject(Runnable action) {
        firstObject = action;
        return this;
    }

    private void hear(RunEvent event) {
        if (event instanceof RunEvent.ObjectStored) {
            firstObject.run();
        }
        if (event instanceof RunEvent.Warning warning) {
            warnings.add(warning.message());
        } else if (event instanceof RunEvent.PhaseProgress progress) {
            phases.add(progress.phase());
        }
    }

    private ConfiguredSource<SnapshotSettings> source() {
        return new ConfiguredSource<>(new SnapshotPlugin(), settings(), Map.of());
    }

    SnapshotSettings settings() {
        return SettingsBinder.bind(SnapshotSettings.class, settings);
    }

    Sink sink() {
        return location.getScheme().equals("s3")
                ? open(
                        new S3SinkPlugin(),
                        Map.of("aws.endpoint", rds.s3().endpoint().toString(), "aws.region", rds.region()))
                : open(new FilesystemSinkPlugin(), Map.of());
    }

    private <C extends Record> Sink open(SinkPlugin<C> plugin, Map<String, String> given) {
        return plugin.open(SettingsBinder.bind(plugin.settings(), given), location);
    }

    VerifyReport verify(Manifest manifest, boolean deep) throws InterruptedException {
        try (Sink sink = sink()) {
            return new Verifier()
                    .verify(new VerifyRequest(
                            manifest,
                            sink,
                            deep ? Optional.of(source()) : Optional.empty(),
                            2,
                            folder.resolve("scratch"),
                            Map.of(),
                            new Cancellation(),
                            new VerifyProgress()));
        }
    }

    List<Finding> diagnose() throws InterruptedException {
        try (Sink sink = sink()) {
            return new SnapshotPlugin()
                    .diagnose(
                            settings(),
                            new ExportRequest(
                                    ID,
                                    selection,
                                    2,
                                    folder.resolve("scratch"),
                                    Map.of(),
                                    Optional.empty(),
                                    sink.handOff(),
                                    cancellation,
                                    new ExportListener() {
                                        @Override
                                        public void warning(String message) {
                                            warnings.add(message);
                                        }

                                        @Override
                                        public void progress(String phase, double fraction) {}
                                    }));
        }
    }

    /** Return the keys of the bucket, in order. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        rds.s3().client().listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .forEach(keys::add);
        return keys;
    }

    List<String> snapshots() {
        return rds.client().describeDBSnapshots(request -> request.snapshotType("manual")).dbSnapshots().stream()
                .map(snapshot -> snapshot.dbSnapshotIdentifier())
                .toList();
    }
}
