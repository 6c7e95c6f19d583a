package dev.pgexport.testkit.rds;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A snapshot of an instance or a cluster, from its creation on. Thread-safe. */
final class RdsSnapshot implements Moving {
    private final RdsSource source;
    private final String identifier;
    private final String type;
    private final boolean fails;
    private final Moment moment;
    private String status = "creating";
    private int percent;
    private boolean deleted;

    RdsSnapshot(RdsSource source, String identifier, String type, boolean fails) {
        this.source = source;
        this.identifier = identifier;
        this.type = type;
        this.fails = fails;
        // RDS takes it at some moment of the creation; the first is as good as any.
        moment = Moment.of(source);
    }

    RdsSource source() {
        return source;
    }

    String identifier() {
        return identifier;
    }

    String type() {
        return type;
    }

    Moment moment() {
        return moment;
    }

    Instant created() {
        return moment.time();
    }

    String arn(Arns arns) {
        return source.isCluster() ? arns.clusterSnapshot(identifier) : arns.instanceSnapshot(identifier);
    }

    synchronized String status() {
        return status;
    }

    synchronized int percent() {
        return percent;
    }

    synchronized boolean isAvailable() {
        return status.equals("available");
    }

    synchronized boolean isDeleted() {
        return deleted;
    }

    void delete() {
        synchronized (this) {
            if (deleted) {
                return;
            }
            deleted = true;
        }
        moment.close();
    }

    @Override
    public synchronized Step step() {
        if (deleted || !status.equals("creating")) {
            return Step.ENDED;
        }
        if (percent == 0) {
            percent = 50;
            return Step.CHANGED;
        }
        status = fails ? "failed" : "available";
        percent = fails ? percent : 100;
        return Step.ENDED;
    }

    /** Return the part of an answer that describes it. */
    XmlElement xml(Arns arns) {
        String status = status();
        int percent = percent();
        if (source.isCluster()) {
            return XmlElement.present(
                    "DBClusterSnapshot",
                    XmlElement.text("DBClusterSnapshotIdentifier", identifier),
                    XmlElement.text("DBClusterIdentifier", source.identifier()),
                    XmlElement.moment("SnapshotCreateTime", Optional.of(created())),
                    XmlElement.text("Engine", source.engine()),
                    XmlElement.text("EngineVersion", source.engineVersion()),
                    XmlElement.text("Status", status),
                    XmlElement.text("MasterUsername", source.masterUser()),
                    XmlElement.text("SnapshotType", type),
                    XmlElement.text("PercentProgress", percent),
                    XmlElement.text("StorageEncrypted", true),
                    XmlElement.text("StorageType", source.storageType()),
                    XmlElement.text("DBClusterSnapshotArn", arn(arns)));
        }
        return XmlElement.present(
                "DBSnapshot",
                XmlElement.text("DBSnapshotIdentifier", identifier),
                XmlElement.text("DBInstanceIdentifier", source.identifier()),
                // It has none before it is available.
                XmlElement.moment(
                        "SnapshotCreateTime", status.equals("creating") ? Optional.empty() : Optional.of(created())),
                XmlElement.text("Engine", source.engine()),
                XmlElement.text("EngineVersion", source.engineVersion()),
                XmlElement.text("AllocatedStorage", 20),
                XmlElement.text("Status", status),
                XmlElement.text("MasterUsername", source.masterUser()),
                XmlElement.text("SnapshotType", type),
                XmlElement.text("PercentProgress", percent),
                XmlElement.text("StorageType", source.storageType()),
                XmlElement.text("Encrypted", true),
                XmlElement.text("DBSnapshotArn", arn(arns)),
                XmlElement.text("DbiResourceId", "db-" + source.identifier().toUpperCase(Locale.ROOT)));
    }
}
