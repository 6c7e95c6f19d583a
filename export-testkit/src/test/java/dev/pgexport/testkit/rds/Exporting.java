package dev.pgexport.testkit.rds;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a user of RDS does, for the tests of the stand-in. */
record Exporting(RdsServer rds, String bucket) {
    static Exporting to(RdsServer rds) {
        return new Exporting(rds, rds.s3().newBucket());
    }

    /** Create a snapshot of an instance, wait until it is available, and return its ARN. */
    String snapshot(String instance, String identifier) {
        String arn = rds.client()
                .createDBSnapshot(
                        request -> request.dbInstanceIdentifier(instance).dbSnapshotIdentifier(identifier))
                .dbSnapshot()
                .dbSnapshotArn();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rds.client()
                        .describeDBSnapshots(request -> request.dbSnapshotIdentifier(identifier))
                        .dbSnapshots()
                        .get(0)
                        .status()
                        .equals("available"));
        return arn;
    }

    StartExportTaskRequest.Builder request(String task, String source) {
        return StartExportTaskRequest.builder()
                .exportTaskIdentifier(task)
                .sourceArn(source)
                .s3BucketName(bucket)
                .iamRoleArn(rds.exportRole())
                .kmsKeyId(rds.kmsKey());
    }

    void start(String task, String source, String... exportOnly) {
        rds.client()
                .startExportTask(request(task, source)
                        .exportOnly(Arrays.asList(exportOnly))
                        .build());
    }

    /** Start a task, and return it once it has ended. */
    ExportTask run(String task, String source, String... exportOnly) {
        start(task, source, exportOnly);
        return await(task);
    }

    ExportTask await(String task) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> rds.status(task).isEnd());
        return described(task);
    }

    ExportTask described(String task) {
        return rds.client()
                .describeExportTasks(request -> request.exportTaskIdentifier(task))
                .exportTasks()
                .get(0);
    }

    /** Return the keys below a prefix, in order. */
    List<String> keys(String prefix) {
        return rds
                .s3()
                .client()
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    String text(String key) {
        return rds.s3()
                .client()
                .getObjectAsBytes(request -> request.bucket(bucket).key(key))
                .asUtf8String();
    }
}
