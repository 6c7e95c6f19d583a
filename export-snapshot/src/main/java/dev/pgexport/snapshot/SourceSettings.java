package dev.pgexport.snapshot;

import dev.pgexport.api.setting.Setting;
import java.util.Optional;

/**
 * What RDS exports. Which of them must be given depends on the mode, and is found out when an export is opened: who only
 * reads an export needs none.
 *
 * @param instance a DB instance's identifier
 * @param cluster a DB cluster's identifier
 * @param id a snapshot's identifier or ARN
 * @param mode empty for GIVEN with a snapshot, LIVE with a cluster, CREATE with an instance
 * @param keep whether a snapshot that was made for the export stays
 */
public record SourceSettings(
        @Setting(
                key = "snapshot.instance",
                placeholder = "ID",
                description = "The DB instance, by its identifier in RDS")
        Optional<String> instance,

        @Setting(
                key = "snapshot.cluster",
                placeholder = "ID",
                description =
                        "The Aurora or Multi-AZ DB cluster, by its identifier in RDS; of a Multi-AZ DB cluster RDS exports"
                                + " snapshots alone, so give --snapshot-mode create or latest with it")
        Optional<String> cluster,

        @Setting(
                key = "snapshot.id",
                placeholder = "ID|ARN",
                description = "The snapshot of an instance or cluster, by its identifier or ARN")
        Optional<String> id,

        @Setting(
                key = "snapshot.mode",
                description =
                        "create: make a snapshot, and delete it afterwards; latest: take the newest automated one;"
                                + " given: take --snapshot-id; live: export an Aurora cluster, no other, without a snapshot. Without it what"
                                + " fits: given with --snapshot-id, live with --snapshot-cluster, create with --snapshot-instance")
        Optional<SnapshotMode> mode,

        @Setting(
                key = "keep-snapshot",
                defaultValue = "false",
                description = "Do not delete the snapshot that was made for the export")
        boolean keep) {}
