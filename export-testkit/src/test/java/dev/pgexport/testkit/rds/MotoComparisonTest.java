package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** The same calls on moto, which others wrote: what the SDK finds in the answers is the same, but for what is named. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class, MotoExtension.class})
class MotoComparisonTest {
    private static final String ARN = "arn:aws:rds:us-east-1:123456789012:";

    /** What moto has not, since its tasks are over as soon as they begin. */
    private static final Set<String> NOT_OF_MOTO = Set.of(
            "ExportTask.PercentProgress",
            "ExportTask.SnapshotTime",
            "ExportTask.TaskEndTime",
            "ExportTask.TaskStartTime",
            "ExportTask.TotalExtractedDataInGB",
            "DBSnapshot.PercentProgress",
            "DBSnapshot.StorageType",
            "DBClusterSnapshot.StorageType",
            "DBInstance.DBName",
            "DBCluster.DatabaseName");

    /** What says nothing about exports, and the stand-in therefore leaves out. */
    private static final Set<String> NOT_OF_THE_STAND_IN = Set.of(
            "DBSnapshot.IAMDatabaseAuthenticationEnabled",
            "DBSnapshot.InstanceCreateTime",
            "DBSnapshot.OriginalSnapshotCreateTime",
            "DBSnapshot.Port",
            "DBClusterSnapshot.AllocatedStorage",
            "DBClusterSnapshot.ClusterCreateTime",
            "DBClusterSnapshot.KmsKeyId",
            "DBClusterSnapshot.Port");

    /** What both calls found: the names of fields, and errors. */
    private record Seen(Map<String, Set<String>> fields, Map<String, String> errors) {
        static Seen of(RdsClient client, String database, String bucket, String role, String key) {
            Seen seen = new Seen(new TreeMap<>(), new TreeMap<>());
            Tag tag = Tag.builder().key("pgexport").value("x").build();
            seen.fields(
                    "DBInstance",
                    client.describeDBInstances(request -> request.dbInstanceIdentifier("app"))
                            .dbInstances());
            seen.fields(
                    "DBCluster",
                    client.describeDBClusters(request -> request.dbClusterIdentifier("aurora"))
                            .dbClusters());
            client.createDBSnapshot(request -> request.dbInstanceIdentifier("app")
                    .dbSnapshotIdentifier("s1")
                    .tags(tag));
            client.createDBClusterSnapshot(request -> request.dbClusterIdentifier("aurora")
                    .dbClusterSnapshotIdentifier("cs1")
                    .tags(tag));
            Awaitility.await()
                    .until(() -> client.describeDBSnapshots(request -> request.dbSnapshotIdentifier("s1"))
                                    .dbSnapshots()
                                    .get(0)
                                    .status()
                                    .equals("available")
                            && client.describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier("cs1"))
                                    .dbClusterSnapshots()
                                    .get(0)
                                    .status()
                                    .equals("available"));
            seen.fields(
                    "DBSnapshot",
                    client.describeDBSnapshots(request ->
                                    request.dbInstanceIdentifier("app").snapshotType("manual"))
                            .dbSnapshots());
            seen.fields(
                    "DBClusterSnapshot",
                    client.describeDBClusterSnapshots(request ->
                                    request.dbClusterIdentifier("aurora").snapshotType("manual"))
                            .dbClusterSnapshots());
            Supplier<SdkPojo> start = () -> client.startExportTask(request -> request.exportTaskIdentifier("t1")
                    .sourceArn(ARN + "snapshot:s1")
                    .s3BucketName(bucket)
                    .s3Prefix("a/b")
                    .exportOnly(database)
                    .iamRoleArn(role)
                    .kmsKeyId(key));
            seen.fields("StartExportTask", List.of(start.get()));
            Awaitility.await()
                    .until(() -> client.describeExportTasks(request -> request.exportTaskIdentifier("t1"))
                            .exportTasks()
                            .get(0)
                            .status()
                            .equalsIgnoreCase("complete"));
            seen.fields(
                    "ExportTask",
                    client.describeExportTasks(request -> request.exportTaskIdentifier("t1"))
                            .exportTasks());
            client.addTagsToResource(request -> request.resourceName(ARN + "snapshot:s1")
                    .tags(Tag.builder().key("more").value("y").build()));
            seen.fields(
                    "Tag",
                    client.listTagsForResource(request -> request.resourceName(ARN + "snapshot:s1"))
                            .tagList());

            seen.error("a second task of the name", start);
            seen.error("no such task", () -> client.describeExportTasks(request -> request.exportTaskIdentifier("no")));
            seen.error("cancel no task", () -> client.cancelExportTask(request -> request.exportTaskIdentifier("no")));
            seen.error(
                    "no such instance",
                    () -> client.describeDBInstances(request -> request.dbInstanceIdentifier("no")));
            seen.error(
                    "no such cluster", () -> client.describeDBClusters(request -> request.dbClusterIdentifier("no")));
            seen.error(
                    "no such snapshot",
                    () -> client.describeDBSnapshots(request -> request.dbSnapshotIdentifier("no")));
            seen.error(
                    "the snapshot exists",
                    () -> client.createDBSnapshot(
                            request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s1")));
            seen.error(
                    "export no snapshot",
                    () -> client.startExportTask(request -> request.exportTaskIdentifier("t2")
                            .sourceArn(ARN + "snapshot:no")
                            .s3BucketName(bucket)
                            .iamRoleArn(role)
                            .kmsKeyId(key)));

            client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1"));
            client.deleteDBClusterSnapshot(request -> request.dbClusterSnapshotIdentifier("cs1"));
            seen.error(
                    "delete no snapshot", () -> client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1")));
            seen.error(
                    "delete no cluster snapshot",
                    () -> client.deleteDBClusterSnapshot(request -> request.dbClusterSnapshotIdentifier("cs1")));
            return seen;
        }

        private void fields(String name, Collection<? extends SdkPojo> answers) {
            assertThat(answers).as(name).isNotEmpty();
            for (SdkField<?> field : answers.iterator().next().sdkFields()) {
                Optional<Object> value =
                        field.getValueOrDefault(answers.iterator().next()) == null
                                ? Optional.empty()
                                : Optional.of(field.getValueOrDefault(
                                        answers.iterator().next()));
                if (value.filter(found -> !(found instanceof Collection<?> many) || !many.isEmpty())
                        .isPresent()) {
                    fields.computeIfAbsent(name, key -> new TreeSet<>()).add(field.memberName());
                }
            }
        }

        private void error(String what, Supplier<?> call) {
            try {
                errors.put(what, "none: " + call.get());
            } catch (RdsException e) {
                errors.put(what, e.statusCode() + " " + e.getClass().getSimpleName());
            }
        }
    }

    @Test
    void answersHaveTheSameFieldsAndErrorsAreTheSame(RdsServer rds, MotoServer moto, TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.add(RdsSource.cluster("aurora", database));
        moto.client()
                .createDBInstance(request -> request.dbInstanceIdentifier("app")
                        .dbInstanceClass("db.t4g.medium")
                        .engine("postgres")
                        .allocatedStorage(20)
                        .masterUsername("postgres")
                        .masterUserPassword("a-secret-of-moto"));
        moto.client()
                .createDBCluster(request -> request.dbClusterIdentifier("aurora")
                        .engine("aurora-postgresql")
                        .masterUsername("postgres")
                        .masterUserPassword("a-secret-of-moto"));

        Seen ours = Seen.of(rds.client(), database.name(), rds.s3().newBucket(), rds.exportRole(), rds.kmsKey());
        Seen theirs = Seen.of(moto.client(), database.name(), "test", rds.exportRole(), rds.kmsKey());

        assertThat(ours.errors())
                .isEqualTo(theirs.errors())
                .allSatisfy((what, error) -> assertThat(error).matches("4.. .*Exception"));
        assertThat(ours.fields().keySet()).isEqualTo(theirs.fields().keySet());
        ours.fields().forEach((name, fields) -> {
            String type = name.equals("StartExportTask") ? "ExportTask" : name;
            assertThat(fields)
                    .as("moto has not of " + name)
                    .allSatisfy(field -> assertThat(theirs.fields().get(name).contains(field)
                                    || NOT_OF_MOTO.contains(type + "." + field))
                            .as(field)
                            .isTrue());
        });
        for (String name : List.of("StartExportTask", "ExportTask", "DBSnapshot", "DBClusterSnapshot", "Tag")) {
            assertThat(theirs.fields().get(name))
                    .as("the stand-in has not of " + name)
                    .allSatisfy(field -> assertThat(ours.fields()
                                            .getOrDefault(name, Collections.emptySet())
                                            .contains(field)
                                    || NOT_OF_THE_STAND_IN.contains(name + "." + field))
                            .as(field)
                            .isTrue());
        }
    }
}
