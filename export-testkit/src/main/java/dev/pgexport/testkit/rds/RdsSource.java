package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;

/**
 * A DB instance or a DB cluster, whose databases are those of a real server. Immutable.
 *
 * @param identifier what requests call it, in lower case
 * @param isCluster whether it is a cluster, which may be exported without a snapshot
 * @param engine {@code postgres}, {@code aurora-postgresql}, or one that is none of PostgreSQL
 * @param engineVersion as {@code 17.6}
 * @param storageType as {@code gp3}; {@code standard} is magnetic, which RDS does not export
 * @param status as {@code available}
 * @param engineMode of a cluster, as {@code provisioned}
 * @param memberOf the cluster that an instance is one of; such an instance has no snapshots of its own
 * @param masterUser who reads what is exported: tables that it may not read are skipped
 * @param databases what an export holds, all of the same server
 */
public record RdsSource(
        String identifier,
        boolean isCluster,
        String engine,
        String engineVersion,
        String storageType,
        String status,
        String engineMode,
        Optional<String> memberOf,
        String masterUser,
        List<TestDatabase> databases) {
    /** Check the values. */
    public RdsSource {
        if (!identifier.equals(RequestRules.identifier("the identifier", identifier, 63))) {
            throw new IllegalArgumentException("an identifier is in lower case: " + identifier);
        }
        databases = List.copyOf(databases);
    }

    /** Return an instance of RDS for PostgreSQL with the version of the databases' server, or 17. */
    public static RdsSource instance(String identifier, TestDatabase... databases) {
        return new RdsSource(
                identifier,
                false,
                "postgres",
                version(databases),
                "gp3",
                "available",
                "provisioned",
                Optional.empty(),
                PostgresServer.SUPERUSER,
                List.of(databases));
    }

    /** Return a cluster of Aurora PostgreSQL with the version of the databases' server, or 17. */
    public static RdsSource cluster(String identifier, TestDatabase... databases) {
        return new RdsSource(
                identifier,
                true,
                "aurora-postgresql",
                version(databases),
                "aurora",
                "available",
                "provisioned",
                Optional.empty(),
                PostgresServer.SUPERUSER,
                List.of(databases));
    }

    private static String version(TestDatabase... databases) {
        return (databases.length == 0 ? 17 : databases[0].server().version()) + ".4";
    }

    /** Return the same with another engine and version. */
    public RdsSource withEngine(String other, String version) {
        return new RdsSource(
                identifier,
                isCluster,
                other,
                version,
                storageType,
                status,
                engineMode,
                memberOf,
                masterUser,
                databases);
    }

    /** Return the same on another kind of storage. */
    public RdsSource withStorageType(String other) {
        return new RdsSource(
                identifier,
                isCluster,
                engine,
                engineVersion,
                other,
                status,
                engineMode,
                memberOf,
                masterUser,
                databases);
    }

    /** Return the same in another state, as {@code stopped}. */
    public RdsSource withStatus(String other) {
        return new RdsSource(
                identifier,
                isCluster,
                engine,
                engineVersion,
                storageType,
                other,
                engineMode,
                memberOf,
                masterUser,
                databases);
    }

    /** Return the same in another mode, as {@code serverless}. */
    public RdsSource withEngineMode(String other) {
        return new RdsSource(
                identifier,
                isCluster,
                engine,
                engineVersion,
                storageType,
                status,
                other,
                memberOf,
                masterUser,
                databases);
    }

    /** Return the same as a member of a cluster. */
    public RdsSource withCluster(String cluster) {
        return new RdsSource(
                identifier,
                isCluster,
                engine,
                engineVersion,
                storageType,
                status,
                engineMode,
                Optional.of(cluster),
                masterUser,
                databases);
    }

    /** Return the same with another master user, who needs no password. */
    public RdsSource withMasterUser(String other) {
        return new RdsSource(
                identifier,
                isCluster,
                engine,
                engineVersion,
                storageType,
                status,
                engineMode,
                memberOf,
                other,
                databases);
    }

    boolean isPostgres() {
        return engine.equals("postgres") || engine.equals("aurora-postgresql");
    }
}
