package dev.pgexport.testkit.rds;

/** How RDS names its resources. */
final class Arns {
    /** The only account of a stand-in. */
    static final String ACCOUNT = "123456789012";

    private final String region;

    Arns(String region) {
        this.region = region;
    }

    String instance(String identifier) {
        return arn("db", identifier);
    }

    String cluster(String identifier) {
        return arn("cluster", identifier);
    }

    String instanceSnapshot(String identifier) {
        return arn("snapshot", identifier);
    }

    String clusterSnapshot(String identifier) {
        return arn("cluster-snapshot", identifier);
    }

    String of(RdsSource source) {
        return source.isCluster() ? cluster(source.identifier()) : instance(source.identifier());
    }

    private String arn(String type, String identifier) {
        return "arn:aws:rds:" + region + ":" + ACCOUNT + ":" + type + ":" + identifier;
    }
}
