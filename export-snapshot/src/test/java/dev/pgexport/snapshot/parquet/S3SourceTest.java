package dev.pgexport.snapshot.parquet;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.fault.RequestKind;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Files in S3 are read by ranges of one object, however the network is. */
@EveryS3Server
class S3SourceTest {
    private static final String KEY = "exports/e1/rds/task/app/public.orders/1/part-00000-c000.gz.parquet";

    private final S3Server server;
    private final String bucket;
    private final FaultFront front;
    private final S3Client client;

    @TempDir
    private Path folder;

    S3SourceTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
        front = FaultFront.s3(server.endpoint());
        client = server.clientBuilder()
                .endpointOverride(front.endpoint())
                .overrideConfiguration(configuration -> configuration.apiCallAttemptTimeout(Duration.ofSeconds(5)))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        front.close();
    }

    @Test
    void aFooterTakesOneRequestAndTellsSizeAndEtag() throws Exception {
        Path file = put(large());

        try (ParquetFile parquet = open()) {
            assertThat(parquet.footer().rows()).isEqualTo(200);
            assertThat(parquet.footer().bytes()).isEqualTo(Files.size(file));
            assertThat(parquet.footer().etag())
                    .hasValue(server.client()
                            .headObject(request -> request.bucket(bucket).key(KEY))
                            .eTag());
        }
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void aSmallFileTakesOneRequest() {
        put(ParquetWriting.write(folder.resolve("f"), "optional int32 id;", row(1), row(2)));

        try (ParquetFile parquet = open()) {
            assertThat(Reading.rows(parquet.rows())).containsExactly(List.of("1"), List.of("2"));
        }
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void aFooterLongerThanTheUsualTakesTwo() {
        String fields = String.join(
                "",
                IntStream.range(0, 500)
                        .mapToObj(i -> "optional int32 column_" + i + ";")
                        .toList());
        put(ParquetWriting.write(
                folder.resolve("f"),
                fields,
                builder -> builder.withRowGroupRowCountLimit(1),
                Stream.of(new Object[500], new Object[500], new Object[500])));

        try (ParquetFile parquet = open()) {
            assertThat(parquet.footer().columns()).hasSize(500);
            assertThat(parquet.footer().rows()).isEqualTo(3);
        }
        assertThat(front.requests()).hasSize(2);
    }

    @Test
    void rowsAreThoseOfTheLocalFile() {
        Path file = put(large());

        try (ParquetFile parquet = open()) {
            assertThat(Reading.rows(parquet.rows())).isEqualTo(Reading.rows(file));
        }
        assertThat(front.requests().size()).isBetween(3, 20);
    }

    @Test
    void anObjectThatIsReplacedWhileItIsReadIsNoticed() {
        put(large());

        try (ParquetFile parquet = open()) {
            put(ParquetWriting.write(folder.resolve("other"), "optional int32 id;", row(1)));
            assertThatThrownBy(() -> Reading.rows(parquet.rows()))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                    .hasMessage("s3://" + bucket + "/" + KEY + " was replaced while it was read");
        }
    }

    @Test
    void anObjectOfNoBytesIsNoParquetFile() {
        server.client().putObject(request -> request.bucket(bucket).key(KEY), RequestBody.empty());

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining("s3://" + bucket + "/" + KEY + " is damaged: it has 0 bytes");
    }

    @Test
    void anObjectThatIsNotThereIsNamed() {
        assertThatThrownBy(this::open)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("cannot read s3://" + bucket + "/" + KEY)
                .hasMessageContaining("NoSuchKey");
    }

    @Test
    void answersThatAreCutOffAreAskedForAgain() {
        Path file = put(large());
        for (Fault fault : List.of(Fault.cutAnswer(), Fault.loseAnswer(), Fault.reset(), Fault.internalError())) {
            for (long request = 1; request <= 3; request++) {
                front.inject(FaultSchedule.at(RequestKind.GET, front.count(RequestKind.GET) + request, fault));
                try (ParquetFile parquet = open()) {
                    assertThat(Reading.rows(parquet.rows())).as("%s", fault).isEqualTo(Reading.rows(file));
                }
            }
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable() {
        put(large());
        try (ParquetFile parquet = open()) {
            front.inject(FaultSchedule.from(RequestKind.GET, 1, Fault.internalError()));
            assertThatThrownBy(() -> Reading.rows(parquet.rows()))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("cannot read s3://" + bucket + "/" + KEY);
        }
    }

    private ParquetFile open() {
        return ParquetFile.open(S3Source.open(client, bucket, KEY));
    }

    private Path put(Path file) {
        server.client().putObject(request -> request.bucket(bucket).key(KEY), file);
        return file;
    }

    /** Larger than what is read ahead, in one row group. */
    private Path large() {
        Random random = new Random(1);
        byte[] noise = new byte[100_000];
        UnaryOperator<ParquetWriting.Builder> plain =
                builder -> builder.withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
        return ParquetWriting.write(
                folder.resolve("large"),
                "optional int32 id; optional binary noise;",
                plain,
                IntStream.range(0, 200).mapToObj(i -> {
                    random.nextBytes(noise);
                    return row(i, noise.clone());
                }));
    }
}
