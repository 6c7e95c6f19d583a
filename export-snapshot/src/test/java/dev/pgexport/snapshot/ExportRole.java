package dev.pgexport.snapshot;

import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.s3.S3Kind;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The role that RDS writes with, on a server that knows roles; on the others nobody can look at it. */
final class ExportRole {
    static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "\"export.rds.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private ExportRole() {}

    static boolean isKnown(RdsServer rds) {
        return rds.s3().kind() == S3Kind.LOCALSTACK;
    }

    /** Create the role anew. */
    static void create(RdsServer rds, String trust) {
        if (isKnown(rds)) {
            try (IamClient iam = client(rds)) {
                delete(iam, name(rds));
                iam.createRole(role -> role.roleName(name(rds)).assumeRolePolicyDocument(trust));
            }
        }
    }

    static void delete(RdsServer rds) {
        try (IamClient iam = client(rds)) {
            delete(iam, name(rds));
        }
    }

    private static void delete(IamClient iam, String name) {
        try {
            iam.deleteRole(role -> role.roleName(name));
        } catch (NoSuchEntityException e) {
            // It is as it must be.
        }
    }

    private static String name(RdsServer rds) {
        return rds.exportRole().replaceFirst(".*/", "");
    }

    private static IamClient client(RdsServer rds) {
        URI endpoint = rds.s3().endpoint();
        return IamClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(rds.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        rds.s3().accessKeyId(), rds.s3().secretAccessKey())))
                .build();
    }
}
