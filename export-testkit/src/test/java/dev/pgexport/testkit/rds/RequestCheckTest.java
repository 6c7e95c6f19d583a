package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.InvalidExportOnlyException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** What is refused before anything is carried out. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class RequestCheckTest {
    private static final String SIGNED =
            "AWS4-HMAC-SHA256 Credential=test-rds/20261121/us-east-1/rds/aws4_request, SignedHeaders=host, Signature=0";

    private final RdsServer rds;
    private final Exporting exporting;

    RequestCheckTest(RdsServer rds) {
        this.rds = rds;
        exporting = Exporting.to(rds);
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException {
        assertThat(InetAddress.getByName(rds.endpoint().getHost()).isLoopbackAddress())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action=CancelExportTask&Version=2014-10-31|MissingParameter|ExportTaskIdentifier",
                "Action=CancelExportTask&Version=2014-10-31&ExportTaskIdentifier=a&Force=true|InvalidQueryParameter|Force",
                "Action=DescribeExportTasks&Version=2014-10-31&Filters.Filter.1.Name=status|MissingParameter"
                        + "|Filters.Filter.1.Values",
                "Action=DescribeExportTasks&Version=2014-10-31&Filters.member.1.Name=status|InvalidQueryParameter"
                        + "|Filters.member",
                "Action=DescribeExportTasks&Version=2014-10-31&Filters.Filter.2.Name=status&Filters.Filter.2.Values.Value.1=a"
                        + "|InvalidQueryParameter|numbered",
                "Action=DescribeExportTasks&Version=2014-10-31&MaxRecords=many|InvalidParameterValue|MaxRecords",
                "Action=DescribeExportTasks&Version=2014-10-31&MaxRecords=19|InvalidParameterValue|between 20 and 100",
                "Action=DescribeExportTasks&Version=2014-10-31&SourceType=TABLE|InvalidParameterValue|SourceType",
                "Action=DescribeDBSnapshots&Version=2014-10-31&IncludeShared=maybe|InvalidParameterValue|IncludeShared",
                "Action=CancelExportTask&Version=2013-01-01&ExportTaskIdentifier=a|InvalidAction|2013-01-01",
                "Action=DropEverything&Version=2014-10-31|InvalidAction|DropEverything",
            })
    void aRequestThatIsNotInTheModelIsRefused(String body, String code, String told) throws Exception {
        HttpResponse<String> answer = post(SIGNED, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Type>Sender</Type>", "<Code>" + code + "</Code>", told)
                .contains("<RequestId>"
                        + answer.headers().firstValue("x-amzn-RequestId").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer x", "AWS4-HMAC-SHA256 Credential=test-rds/20261121/us-east-1/s3/aws4_request, x"})
    void aRequestThatIsNotSignedForRdsIsRefused(String authorization) throws Exception {
        assertThat(post(authorization, "Action=DescribeExportTasks&Version=2014-10-31")
                        .body())
                .containsAnyOf("MissingAuthenticationToken", "IncompleteSignature");
    }

    private HttpResponse<String> post(String authorization, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(rds.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aStrangerIsNotLetIn() {
        try (RdsClient stranger = rds.clientBuilder()
                        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("other", "x")))
                        .build();
                RdsClient nobody = rds.clientBuilder()
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build()) {
            refused(stranger::describeDBSnapshots, 403, "InvalidClientTokenId");
            refused(nobody::describeDBSnapshots, 403, "MissingAuthenticationToken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a",
                "a_b",
                "a--b",
                "a-",
                "ä",
                "a.b",
                "a123456789012345678901234567890123456789012345678901234567890"
            })
    void aTaskHasAnIdentifierOfRds(String identifier) {
        rds.add(RdsSource.instance("app"));
        String snapshot = exporting.snapshot("app", "s1");

        refused(() -> exporting.start(identifier, snapshot), 400, "InvalidParameterValue")
                .hasMessageContaining("ExportTaskIdentifier is not a valid identifier");
    }

    @Test
    void anIdentifierIsStoredInLowerCase(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("APP", "S1");

        exporting.run("T1", snapshot);

        assertThat(snapshot).endsWith(":snapshot:s1");
        assertThat(exporting.described("t1").exportTaskIdentifier()).isEqualTo("t1");
        assertThat(exporting.described("T1").exportTaskIdentifier()).isEqualTo("t1");
    }

    @Test
    void aPrefixHasNoColon(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        refused(
                () -> rds.client()
                        .startExportTask(exporting
                                .request("t1", snapshot)
                                .s3Prefix("a:b")
                                .build()),
                400,
                "InvalidParameterValue");
    }

    @Test
    void aRoleIsNamedByItsArn(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        refused(
                () -> rds.client()
                        .startExportTask(exporting
                                .request("t1", snapshot)
                                .iamRoleArn("export")
                                .build()),
                400,
                "InvalidParameterValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d", "a b", "a.\"B\"", "schön", "", "a..b"})
    void exportOnlyHasNamesOfThreePartsAtMost(String name) {
        rds.add(RdsSource.instance("app"));
        String snapshot = exporting.snapshot("app", "s1");

        assertThatThrownBy(() -> exporting.start("t1", snapshot, name)).isInstanceOf(InvalidExportOnlyException.class);
    }

    @Test
    void exportOnlyHas200KilobytesAtMost(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        String name = "a".repeat(1024);

        exporting.start("t1", snapshot, Collections.nCopies(200, name).toArray(String[]::new));

        assertThatThrownBy(() -> exporting.start(
                        "t2", snapshot, Collections.nCopies(201, name).toArray(String[]::new)))
                .isInstanceOf(InvalidExportOnlyException.class);
    }

    @Test
    void whatWasAskedForCanBeLookedAt(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        exporting.start("t1", snapshot, "a", "b.c");

        assertThat(rds.requests("StartExportTask")).singleElement().satisfies(request -> {
            assertThat(request.error()).isEmpty();
            assertThat(request.parameters())
                    .containsEntry("SourceArn", snapshot)
                    .containsEntry("ExportOnly.member.2", "b.c");
        });
    }

    static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call, int status, String code) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(RdsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.requestId()).isNotBlank();
        });
    }
}
