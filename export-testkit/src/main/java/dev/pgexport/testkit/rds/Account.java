package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.S3Server;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an account has in a region. Thread-safe. */
final class Account implements AutoCloseable {
    private static final int TASKS = 5;

    private final Arns arns;
    private final S3Server s3;
    private final Timeline timeline;
    private final Map<String, RdsSource> sources = new TreeMap<>();
    private final Map<String, RdsSnapshot> snapshots = new TreeMap<>();
    private final Map<String, ExportTask> tasks = new TreeMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    private ExportScript script = ExportScript.PLAIN;
    private int snapshotQuota = 100;
    private boolean nextSnapshotFails;

    Account(S3Server s3, Timeline timeline) {
        this.s3 = s3;
        this.timeline = timeline;
        arns = new Arns(s3.region());
    }

    Arns arns() {
        return arns;
    }

    synchronized void add(RdsSource source) {
        sources.put(arns.of(source), source);
        tags.put(arns.of(source), new LinkedHashMap<>());
    }

    synchronized void script(ExportScript next) {
        script = next;
    }

    synchronized void snapshotQuota(int quota) {
        snapshotQuota = quota;
    }

    synchronized void failNextSnapshot() {
        nextSnapshotFails = true;
    }

    synchronized List<RdsSource> sources(boolean clusters) {
        return sources.values().stream()
                .filter(source -> source.isCluster() == clusters)
                .toList();
    }

    synchronized List<RdsSnapshot> snapshots(boolean ofClusters) {
        return snapshots.values().stream()
                .filter(snapshot -> snapshot.source().isCluster() == ofClusters)
                .toList();
    }

    synchronized List<ExportTask> tasks() {
        return List.copyOf(tasks.values());
    }

    synchronized Optional<RdsSource> source(String identifier, boolean cluster) {
        String lower = identifier.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(sources.get(cluster ? arns.cluster(lower) : arns.instance(lower)));
    }

    synchronized Optional<RdsSnapshot> snapshot(String identifier, boolean ofCluster) {
        String lower = identifier.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                snapshots.get(ofCluster ? arns.clusterSnapshot(lower) : arns.instanceSnapshot(lower)));
    }

    synchronized Optional<ExportTask> task(String identifier) {
        return Optional.ofNullable(tasks.get(identifier.toLowerCase(Locale.ROOT)));
    }

    /** Take a snapshot as RDS does of its own accord, already available. */
    synchronized RdsSnapshot takeAutomated(RdsSource source) {
        String moment = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss-SSS", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        RdsSnapshot snapshot = new RdsSnapshot(source, "rds:" + source.identifier() + "-" + moment, "automated", false);
        while (snapshot.step() != Moving.Step.ENDED) {
            // It is available at once.
        }
        return put(snapshot, Map.of());
    }

    /** Begin a snapshot. */
    synchronized RdsSnapshot create(RdsSource source, String identifier, Map<String, String> itsTags) {
        String kind = source.isCluster() ? "Cluster" : "";
        if (snapshot(identifier, source.isCluster()).isPresent()) {
            throw new RdsError(
                            400,
                            source.isCluster() ? "DBClusterSnapshotAlreadyExistsFault" : "DBSnapshotAlreadyExists",
                            "Cannot create the snapshot because a snapshot with the identifier " + identifier
                                    + " already exists.")
                    .exception();
        }
        if (!source.status().equals("available")) {
            throw new RdsError(
                            400,
                            source.isCluster() ? "InvalidDBClusterStateFault" : "InvalidDBInstanceState",
                            "DB" + kind + " " + source.identifier() + " is not in the available state.")
                    .exception();
        }
        if (snapshots.values().stream()
                        .filter(one -> one.type().equals("manual"))
                        .count()
                >= snapshotQuota) {
            throw new RdsError(
                            400,
                            "SnapshotQuotaExceeded",
                            "Cannot create more than " + snapshotQuota + " manual snapshots")
                    .exception();
        }
        RdsSnapshot snapshot = new RdsSnapshot(source, identifier, "manual", nextSnapshotFails);
        nextSnapshotFails = false;
        timeline.add(snapshot);
        return put(snapshot, itsTags);
    }

    private RdsSnapshot put(RdsSnapshot snapshot, Map<String, String> itsTags) {
        snapshots.put(snapshot.arn(arns), snapshot);
        tags.put(snapshot.arn(arns), new LinkedHashMap<>(itsTags));
        return snapshot;
    }

    /** Delete a snapshot, whatever uses it. */
    synchronized void delete(RdsSnapshot snapshot) {
        snapshots.remove(snapshot.arn(arns));
        tags.remove(snapshot.arn(arns));
        snapshot.delete();
    }

    /** Begin an export. */
    synchronized ExportTask start(ExportRequest request) {
        if (tasks.containsKey(request.task())) {
            throw new RdsError(
                            400,
                            "ExportTaskAlreadyExists",
                            "Cannot start export task because a task with the identifier " + request.task()
                                    + " already exists.")
                    .exception();
        }
        Optional<RdsSnapshot> snapshot = exportedSnapshot(request.sourceArn());
        RdsSource source = snapshot.map(RdsSnapshot::source).orElseGet(() -> exportedCluster(request.sourceArn()));
        if (!source.isPostgres() || source.storageType().equals("standard")) {
            throw new RdsError(
                            400,
                            "InvalidExportSourceState",
                            "The export of " + source.engine() + " " + source.engineVersion() + " on storage "
                                    + source.storageType() + " isn't supported.")
                    .exception();
        }
        checkLimits(request);
        ExportTask task = new ExportTask(request, source, snapshot, script, s3);
        tasks.put(task.identifier(), task);
        timeline.add(task);
        return task;
    }

    private Optional<RdsSnapshot> exportedSnapshot(String arn) {
        Optional<RdsSnapshot> snapshot = Optional.ofNullable(snapshots.get(arn));
        if (snapshot.isEmpty() && (arn.contains(":snapshot:") || arn.contains(":cluster-snapshot:"))) {
            throw arn.contains(":snapshot:")
                    ? notFound("DBSnapshotNotFound", "DBSnapshot", arn)
                    : notFound("DBClusterSnapshotNotFoundFault", "DBClusterSnapshot", arn);
        }
        if (snapshot.filter(one -> !one.isAvailable()).isPresent()) {
            throw new RdsError(
                            400,
                            "InvalidExportSourceState",
                            "Export source should be 'available' but current status is "
                                    + snapshot.get().status() + ".")
                    .exception();
        }
        return snapshot;
    }

    private RdsSource exportedCluster(String arn) {
        if (!arn.contains(":cluster:")) {
            throw RdsError.invalidValue("The parameter SourceArn is not the ARN of a snapshot or a cluster: " + arn)
                    .exception();
        }
        RdsSource cluster = sources.get(arn);
        if (cluster == null) {
            throw notFound("DBClusterNotFoundFault", "DBCluster", arn);
        }
        if (!cluster.engine().startsWith("aurora")) {
            // That it cannot be is documented, the error is not.
            throw RdsError.invalidValue("You can't export cluster data from Multi-AZ DB clusters: " + arn)
                    .exception();
        }
        if (!cluster.status().equals("available")) {
            throw new RdsError(
                            400,
                            "InvalidExportSourceState",
                            "Export source should be 'available' but current status is " + cluster.status() + ".")
                    .exception();
        }
        return cluster;
    }

    private void checkLimits(ExportRequest request) {
        List<ExportTask> inMotion =
                tasks.values().stream().filter(ExportTask::isInMotion).toList();
        // That there is one at a time is documented; the error is the one whose description comes near.
        if (inMotion.stream().anyMatch(task -> task.request().sourceArn().equals(request.sourceArn()))) {
            throw new RdsError(
                            400,
                            "ExportTaskAlreadyExists",
                            "An export task of " + request.sourceArn() + " is already running.")
                    .exception();
        }
        if (inMotion.size() >= TASKS) {
            throw RdsError.exportTaskLimitReached().exception();
        }
    }

    /** Return the tags of a resource, in the order in which they were given. */
    synchronized Map<String, String> tags(String arn) {
        return new LinkedHashMap<>(tagsOf(arn));
    }

    synchronized void tag(String arn, Map<String, String> more) {
        tagsOf(arn).putAll(more);
    }

    private Map<String, String> tagsOf(String arn) {
        Map<String, String> found = tags.get(arn);
        if (found != null) {
            return found;
        }
        if (arn.contains(":cluster-snapshot:")) {
            // The model has no error of its own for it here.
            throw notFound("DBClusterNotFoundFault", "DBClusterSnapshot", arn);
        }
        if (arn.contains(":snapshot:")) {
            throw notFound("DBSnapshotNotFound", "DBSnapshot", arn);
        }
        if (arn.contains(":cluster:")) {
            throw notFound("DBClusterNotFoundFault", "DBCluster", arn);
        }
        if (arn.contains(":db:")) {
            throw notFound("DBInstanceNotFound", "DBInstance", arn);
        }
        throw RdsError.invalidValue("Invalid resource name: " + arn).exception();
    }

    static RdsException notFound(String code, String what, String identifier) {
        return new RdsError(404, code, what + " " + identifier + " not found.").exception();
    }

    @Override
    public synchronized void close() {
        tasks.values().forEach(ExportTask::close);
        snapshots.values().forEach(RdsSnapshot::delete);
    }
}
