package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.ExportRunner;
import dev.pgexport.engine.RunProgress;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.verify.Verifier;
import dev.pgexport.engine.verify.VerifyProgress;
import dev.pgexport.engine.verify.VerifyReport;
import dev.pgexport.engine.verify.VerifyRequest;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What another service wrote becomes an export, through all of the engine. */
@EveryS3Server(kinds = {S3Kind.LOCALSTACK, S3Kind.MINIO})
class AdoptedExportTest {
    private static final int MANY = 10_000;
    private static final int PAGES = MANY / 1000;
    private static final int WRITERS = 16;
    private static final ExportId ID = new ExportId("nightly");
    private static final String HOLD = "exports/.pgexport/nightly.hold";
    private static final String MANIFEST = "exports/nightly/manifest.json";

    private final S3Bucket bucket;
    private final FaultFront front;
    private final Sink sink;

    AdoptedExportTest(S3Server server) {
        bucket = S3Bucket.on(server);
        front = FaultFront.s3(server.endpoint());
        sink = bucket.open("exports/", Map.of("aws.endpoint", front.endpoint().toString()));
    }

    @AfterEach
    void close() {
        sink.close();
        front.close();
    }

    private static String name(int number) {
        return "rds/task-1/app/public.moves/1/part-%05d.gz.parquet".formatted(number);
    }

    private ExistingObject write(int number, String content) {
        String key = "exports/nightly/" + name(number);
        String etag = bucket.client()
                .putObject(request -> request.bucket(bucket.name()).key(key), RequestBody.fromString(content))
                .eTag();
        return new ExistingObject(
                bucket.location(key), content.length(), Checksums.ofEtag(etag), Written.withoutRows());
    }

    private List<ExistingObject> writeMany() throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<ExistingObject>> written = IntStream.range(0, MANY)
                    .mapToObj(number -> writers.submit(() -> write(number, "part " + number)))
                    .toList();
            List<ExistingObject> existing = new ArrayList<>();
            for (Future<ExistingObject> one : written) {
                existing.add(one.get());
            }
            return existing;
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            writers.shutdownNow();
        }
    }

    private Manifest run(AdoptedSource source) throws InterruptedException {
        return new ExportRunner()
                .run(new RunRequest(
                        ID,
                        new ConfiguredSource<>(source, new AdoptedSource.Settings(), Map.of()),
                        sink,
                        Selection.everything(),
                        new RunSettings(Optional.of(2), Codec.ZSTD, Optional.empty(), 3, Optional.empty()),
                        Map.of(),
                        Optional.empty(),
                        "0.1.0",
                        new Cancellation(),
                        event -> {},
                        new RunProgress()))
                .manifest();
    }

    private VerifyReport verify(Manifest manifest) throws InterruptedException {
        return new Verifier()
                .verify(new VerifyRequest(
                        manifest,
                        sink,
                        Optional.empty(),
                        2,
                        Path.of("scratch"),
                        Map.of(),
                        new Cancellation(),
                        new VerifyProgress()));
    }

    @Test
    void tenThousandObjectsCostAListingAndNoRequestEach() throws Exception {
        Manifest manifest = run(new AdoptedSource(this::writeMany, () -> {}));

        assertThat(manifest.objects()).hasSize(MANY);
        assertThat(front.requests()).hasSizeBetween(PAGES, PAGES + 40);
        assertThat(bucket.keys()).hasSize(MANY + 1).contains(MANIFEST);
        int before = front.requests().size();

        VerifyReport report = verify(manifest);

        assertThat(report.differences()).isEmpty();
        assertThat(report.objects()).isEqualTo(MANY);
        assertThat(report.bySizeAlone()).isZero();
        assertThat(front.requests()).hasSizeBetween(before + PAGES, before + PAGES + 1);
    }

    @Test
    void anObjectThatWasReplacedIsFoundByTheListingAlone() throws Exception {
        Manifest manifest = run(new AdoptedSource(() -> List.of(write(1, "part 1"), write(2, "part 2")), () -> {}));
        write(2, "part 3");

        assertThat(verify(manifest).differences()).singleElement().satisfies(difference -> {
            assertThat(difference.subject()).isEqualTo(name(2));
            assertThat(difference.detail()).startsWith("ETag ");
        });
    }

    @Test
    void anObjectThatIsReplacedDuringARunFailsItAndTheNextRunGoesOn() throws Exception {
        AdoptedSource disturbed = new AdoptedSource(() -> List.of(write(1, "part 1")), () -> write(1, "part 2"));

        assertThatThrownBy(() -> run(disturbed))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(ObjectName.of(name(1)).value())
                .hasMessageContaining("ETag");
        assertThat(bucket.keys()).contains("exports/nightly/" + name(1), HOLD).doesNotContain(MANIFEST);

        Manifest manifest = run(new AdoptedSource(
                () -> {
                    assertThat(bucket.keys()).contains("exports/nightly/" + name(1));
                    return List.of(write(2, "part 2"), write(1, "part 1"));
                },
                () -> {}));

        assertThat(manifest.objects()).hasSize(2);
        assertThat(bucket.keys()).containsExactly(MANIFEST, "exports/nightly/" + name(1), "exports/nightly/" + name(2));
    }
}
