package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Whether RDS can encrypt with the key: it is there, enabled, and symmetric. */
public record KeyCheck(AwsClients clients, String key) implements Check {
    @Override
    public String subject() {
        return "KMS key";
    }

    @Override
    public Finding look() throws InterruptedException {
        try (KmsClient kms = clients.configure(KmsClient.builder()).build()) {
            return judge(kms.describeKey(request -> request.keyId(key)).keyMetadata());
        } catch (NotFoundException e) {
            throw new ExportException(Kind.CONFIGURATION, "there is no KMS key " + key, e)
                    .withAdvice("perhaps correct --snapshot-kms-key: its full ARN is the safest");
        } catch (SdkException e) {
            if (Thread.interrupted() || e instanceof AbortedException) {
                throw new InterruptedException("interrupted while looking at a KMS key");
            }
            return Finding.warning(
                    subject(),
                    "cannot look at it: "
                            + AwsFailure.of(e, "look at the KMS key " + key).getMessage(),
                    "allow kms:DescribeKey and kms:CreateGrant, which RDS needs of the caller");
        }
    }

    private Finding judge(KeyMetadata metadata) {
        if (metadata.keyState() != KeyState.ENABLED) {
            throw wrong("the KMS key " + key + " is " + metadata.keyStateAsString(), "enable it, or name another");
        }
        if (metadata.keyUsage() != KeyUsageType.ENCRYPT_DECRYPT
                || (metadata.keySpec() != null && metadata.keySpec() != KeySpec.SYMMETRIC_DEFAULT)) {
            throw wrong("the KMS key " + key + " is not a symmetric one", "name a symmetric key for encryption");
        }
        return Finding.ok(subject(), metadata.arn() + ", enabled");
    }

    private static ExportException wrong(String message, String advice) {
        return new ExportException(Kind.CONFIGURATION, message).withAdvice(advice);
    }
}
