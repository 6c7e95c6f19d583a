package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.S3Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The actions of RDS, each from the parameters to the result. Thread-safe. */
final class Actions {
    private final Account account;
    private final Arns arns;
    private final S3Server s3;
    private final Map<String, BiFunction<Node, Integer, XmlElement>> actions;

    Actions(Account account, S3Server s3) {
        this.account = account;
        this.s3 = s3;
        arns = account.arns();
        actions = Map.ofEntries(
                Map.entry("StartExportTask", (parameters, most) -> startExportTask(parameters)),
                Map.entry("DescribeExportTasks", this::describeExportTasks),
                Map.entry("CancelExportTask", (parameters, most) -> cancelExportTask(parameters)),
                Map.entry("CreateDBSnapshot", (parameters, most) -> create(parameters, false)),
                Map.entry("CreateDBClusterSnapshot", (parameters, most) -> create(parameters, true)),
                Map.entry("DescribeDBSnapshots", (parameters, most) -> describeSnapshots(parameters, most, false)),
                Map.entry(
                        "DescribeDBClusterSnapshots", (parameters, most) -> describeSnapshots(parameters, most, true)),
                Map.entry("DeleteDBSnapshot", (parameters, most) -> delete(parameters, false)),
                Map.entry("DeleteDBClusterSnapshot", (parameters, most) -> delete(parameters, true)),
                Map.entry("DescribeDBInstances", (parameters, most) -> describeSources(parameters, most, false)),
                Map.entry("DescribeDBClusters", (parameters, most) -> describeSources(parameters, most, true)),
                Map.entry("DescribeDBEngineVersions", this::describeEngineVersions),
                Map.entry("ListTagsForResource", (parameters, most) -> listTags(parameters)),
                Map.entry("AddTagsToResource", (parameters, most) -> addTags(parameters)));
    }

    /**
     * Carry out an action.
     *
     * @param most records of a page
     * @throws RdsException what RDS answers
     */
    XmlElement perform(String action, Node parameters, int most) {
        BiFunction<Node, Integer, XmlElement> performer = actions.get(action);
        if (performer == null) {
            throw RdsError.notOffered(action).exception();
        }
        return performer.apply(parameters, most);
    }

    private XmlElement startExportTask(Node parameters) {
        ExportRequest request = ExportRequest.of(parameters);
        try {
            s3.client().headBucket(head -> head.bucket(request.bucket()));
        } catch (S3Exception e) {
            throw RdsError.invalidS3Bucket(request.bucket()).exception();
        }
        return account.start(request).xml("StartExportTaskResult");
    }

    private XmlElement describeExportTasks(Node parameters, int most) {
        Optional<String> identifier =
                parameters.text("ExportTaskIdentifier").map(name -> name.toLowerCase(Locale.ROOT));
        if (identifier.flatMap(account::task).isEmpty() && identifier.isPresent()) {
            throw exportTaskNotFound(identifier.get());
        }
        Filters filters = new Filters(parameters, Set.of("export-task-identifier", "s3-bucket", "source-arn", "status"))
                .and("identifier", identifier)
                .and("arn", parameters.text("SourceArn"))
                .and("source-type", parameters.text("SourceType"));
        List<ExportTask> tasks = filters.passing(
                account.tasks(),
                Map.of(
                        "export-task-identifier", ExportTask::identifier,
                        "identifier", ExportTask::identifier,
                        "s3-bucket", task -> task.request().bucket(),
                        "source-arn", task -> task.request().sourceArn(),
                        "arn", task -> task.request().sourceArn(),
                        "source-type", ExportTask::sourceType,
                        "status", task -> task.status().name().toLowerCase(Locale.ROOT)));
        return Page.of(tasks, ExportTask::identifier, parameters, most)
                .xml("DescribeExportTasksResult", "ExportTasks", task -> task.xml("ExportTask"));
    }

    private XmlElement cancelExportTask(Node parameters) {
        String identifier = parameters.required("ExportTaskIdentifier");
        ExportTask task = account.task(identifier).orElseThrow(() -> exportTaskNotFound(identifier));
        task.cancel();
        return task.xml("CancelExportTaskResult");
    }

    private static RdsException exportTaskNotFound(String identifier) {
        return Account.notFound("ExportTaskNotFound", "Export task", identifier);
    }

    private XmlElement create(Node parameters, boolean ofCluster) {
        String kind = kind(ofCluster);
        RdsSource source =
                source(parameters.required(ofCluster ? "DBClusterIdentifier" : "DBInstanceIdentifier"), ofCluster);
        String name = kind + "SnapshotIdentifier";
        String identifier = RequestRules.identifier(name, parameters.required(name), ofCluster ? 63 : 255);
        RdsSnapshot snapshot = account.create(source, identifier, tags(parameters));
        return XmlElement.of("Create" + kind + "SnapshotResult", xml(snapshot));
    }

    private XmlElement describeSnapshots(Node parameters, int most, boolean ofClusters) {
        String kind = kind(ofClusters);
        Optional<String> identifier =
                parameters.text(kind + "SnapshotIdentifier").map(name -> name.toLowerCase(Locale.ROOT));
        // One that RDS took of its own accord is found by its identifier only along with its type.
        Optional<String> type = parameters.text("SnapshotType").or(() -> identifier.map(any -> "manual"));
        String own = ofClusters ? "db-cluster-id" : "db-instance-id";
        Filters filters = new Filters(
                        parameters,
                        ofClusters
                                ? Set.of("db-cluster-id", "db-cluster-snapshot-id", "snapshot-type", "engine")
                                : Set.of("db-instance-id", "db-snapshot-id", "snapshot-type", "engine"))
                .and("identifier", identifier)
                .and(
                        "source",
                        parameters
                                .text(ofClusters ? "DBClusterIdentifier" : "DBInstanceIdentifier")
                                .map(name -> name.toLowerCase(Locale.ROOT)))
                .and("type", type);
        List<RdsSnapshot> snapshots = filters.passing(
                account.snapshots(ofClusters),
                Map.of(
                        "identifier",
                        RdsSnapshot::identifier,
                        ofClusters ? "db-cluster-snapshot-id" : "db-snapshot-id",
                        RdsSnapshot::identifier,
                        "source",
                        snapshot -> snapshot.source().identifier(),
                        own,
                        snapshot -> snapshot.source().identifier(),
                        "type",
                        RdsSnapshot::type,
                        "snapshot-type",
                        RdsSnapshot::type,
                        "engine",
                        snapshot -> snapshot.source().engine()));
        if (identifier.isPresent() && snapshots.isEmpty()) {
            throw snapshotNotFound(identifier.get(), ofClusters);
        }
        return Page.of(snapshots, RdsSnapshot::identifier, parameters, most)
                .xml("Describe" + kind + "SnapshotsResult", kind + "Snapshots", this::xml);
    }

    private XmlElement delete(Node parameters, boolean ofCluster) {
        String identifier = parameters.required(kind(ofCluster) + "SnapshotIdentifier");
        RdsSnapshot snapshot =
                account.snapshot(identifier, ofCluster).orElseThrow(() -> snapshotNotFound(identifier, ofCluster));
        if (snapshot.status().equals("creating") || !snapshot.type().equals("manual")) {
            throw new RdsError(
                            400,
                            ofCluster ? "InvalidDBClusterSnapshotStateFault" : "InvalidDBSnapshotState",
                            "The " + snapshot.type() + " snapshot " + identifier + " can't be deleted: its status is "
                                    + snapshot.status() + ".")
                    .exception();
        }
        XmlElement last = xml(snapshot);
        account.delete(snapshot);
        return XmlElement.of("Delete" + kind(ofCluster) + "SnapshotResult", last);
    }

    private static RdsException snapshotNotFound(String identifier, boolean ofCluster) {
        return Account.notFound(
                ofCluster ? "DBClusterSnapshotNotFoundFault" : "DBSnapshotNotFound",
                ofCluster ? "DBClusterSnapshot" : "DBSnapshot",
                identifier);
    }

    private XmlElement describeSources(Node parameters, int most, boolean clusters) {
        String name = clusters ? "DBClusterIdentifier" : "DBInstanceIdentifier";
        Optional<String> identifier = parameters.text(name).map(value -> value.toLowerCase(Locale.ROOT));
        identifier.ifPresent(value -> source(value, clusters));
        List<RdsSource> sources = new Filters(
                        parameters, Set.of(clusters ? "db-cluster-id" : "db-instance-id", "engine"))
                .and("identifier", identifier)
                .passing(
                        account.sources(clusters),
                        Map.of(
                                "identifier",
                                RdsSource::identifier,
                                clusters ? "db-cluster-id" : "db-instance-id",
                                RdsSource::identifier,
                                "engine",
                                RdsSource::engine));
        return Page.of(sources, RdsSource::identifier, parameters, most)
                .xml(
                        clusters ? "DescribeDBClustersResult" : "DescribeDBInstancesResult",
                        clusters ? "DBClusters" : "DBInstances",
                        source -> xml(source).and(tagList(arns.of(source))));
    }

    private RdsSource source(String identifier, boolean cluster) {
        return account.source(identifier, cluster)
                .orElseThrow(() -> Account.notFound(
                        cluster ? "DBClusterNotFoundFault" : "DBInstanceNotFound",
                        cluster ? "DBCluster" : "DBInstance",
                        identifier));
    }

    private XmlElement xml(RdsSource source) {
        if (source.isCluster()) {
            return XmlElement.present(
                    "DBCluster",
                    XmlElement.text("DBClusterIdentifier", source.identifier()),
                    XmlElement.text("DBClusterArn", arns.of(source)),
                    XmlElement.text("DatabaseName", databaseName(source)),
                    XmlElement.text("Status", source.status()),
                    XmlElement.text("Engine", source.engine()),
                    XmlElement.text("EngineVersion", source.engineVersion()),
                    XmlElement.text("EngineMode", source.engineMode()),
                    XmlElement.text("MasterUsername", source.masterUser()),
                    XmlElement.text("StorageType", source.storageType()),
                    XmlElement.text("StorageEncrypted", true),
                    XmlElement.text("MultiAZ", false),
                    XmlElement.text(
                            "DbClusterResourceId",
                            "cluster-" + source.identifier().toUpperCase(Locale.ROOT)));
        }
        return XmlElement.present(
                "DBInstance",
                XmlElement.text("DBInstanceIdentifier", source.identifier()),
                XmlElement.text("DBInstanceArn", arns.of(source)),
                XmlElement.text("DBInstanceClass", "db.t4g.medium"),
                XmlElement.text("DBName", databaseName(source)),
                XmlElement.text("DBInstanceStatus", source.status()),
                XmlElement.text("Engine", source.engine()),
                XmlElement.text("EngineVersion", source.engineVersion()),
                XmlElement.text("MasterUsername", source.masterUser()),
                XmlElement.text("AllocatedStorage", 20),
                XmlElement.text("StorageType", source.storageType()),
                XmlElement.text("StorageEncrypted", true),
                XmlElement.text("MultiAZ", false),
                XmlElement.text("BackupRetentionPeriod", 7),
                XmlElement.text("DBClusterIdentifier", source.memberOf()),
                XmlElement.text("DbiResourceId", "db-" + source.identifier().toUpperCase(Locale.ROOT)));
    }

    private static Optional<String> databaseName(RdsSource source) {
        return source.databases().stream().findFirst().map(database -> database.name());
    }

    private XmlElement describeEngineVersions(Node parameters, int most) {
        List<RdsSource> known = account.sources(false).stream()
                .filter(source ->
                        parameters.text("Engine").map(source.engine()::equals).orElse(true))
                .filter(source -> parameters
                        .text("EngineVersion")
                        .map(version -> source.engineVersion().startsWith(version))
                        .orElse(true))
                .toList();
        return Page.of(known, RdsSource::engineVersion, parameters, most)
                .xml(
                        "DescribeDBEngineVersionsResult",
                        "DBEngineVersions",
                        source -> XmlElement.present(
                                "DBEngineVersion",
                                XmlElement.text("Engine", source.engine()),
                                XmlElement.text("EngineVersion", source.engineVersion()),
                                XmlElement.text("Status", "available"),
                                // The aws_s3 extension's; no field tells whether snapshots are exported.
                                XmlElement.list(
                                        "SupportedFeatureNames", "member", List.of("Lambda", "s3Export", "s3Import"))));
    }

    private XmlElement listTags(Node parameters) {
        String arn = parameters.required("ResourceName");
        account.tags(arn);
        return XmlElement.present("ListTagsForResourceResult", tagList(arn));
    }

    private XmlElement addTags(Node parameters) {
        account.tag(parameters.required("ResourceName"), tags(parameters));
        return XmlElement.of("AddTagsToResourceResult");
    }

    private XmlElement xml(RdsSnapshot snapshot) {
        XmlElement described = snapshot.xml(arns);
        return snapshot.isDeleted() ? described : described.and(tagList(snapshot.arn(arns)));
    }

    private Optional<XmlElement> tagList(String arn) {
        return Optional.of(XmlElement.of(
                "TagList",
                account.tags(arn).entrySet().stream()
                        .map(tag -> XmlElement.present(
                                "Tag", XmlElement.text("Key", tag.getKey()), XmlElement.text("Value", tag.getValue())))
                        .toList()));
    }

    private static Map<String, String> tags(Node parameters) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Node tag : parameters.items("Tags", "Tag")) {
            tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse(""));
        }
        return tags;
    }

    private static String kind(boolean ofCluster) {
        return ofCluster ? "DBCluster" : "DB";
    }
}
