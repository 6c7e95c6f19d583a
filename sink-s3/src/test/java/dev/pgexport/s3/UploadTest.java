package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

/** How objects of different sizes get there. */
@EveryS3Server
@Timeout(120)
class UploadTest {
    private static final ObjectName NAME = ObjectName.of("export", "dump", "app.dump");
    private static final int MEBIBYTE = 1 << 20;
    private static final Map<String, String> LITTLE_MEMORY =
            Map.of("s3.part-size", "5MiB", "s3.buffer-memory", "10MiB");

    private final S3Bucket bucket;
    private Sink sink;

    UploadTest(S3Server server) {
        bucket = S3Bucket.on(server);
        sink = bucket.open("exports/", LITTLE_MEMORY);
    }

    @AfterEach
    void close() {
        sink.close();
    }

    /** Writes a number of mebibytes that differ, and a few bytes more. */
    private static ObjectWriter mebibytes(int count) {
        return out -> {
            byte[] mebibyte = new byte[MEBIBYTE];
            new Random(7).nextBytes(mebibyte);
            for (int i = 0; i < count; i++) {
                mebibyte[0] = (byte) i;
                out.write(mebibyte);
            }
            out.write(new byte[] {1, 2, 3});
        };
    }

    private static String crcOf(ObjectWriter writer) throws Exception {
        CRC32C crc = new CRC32C();
        writer.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                crc.update(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                crc.update(bytes, offset, length);
            }
        });
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private String crcOfWhatIsStored() throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[MEBIBYTE];
        try (InputStream in = sink.open(NAME)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                crc.update(buffer, 0, length);
            }
        }
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private int parts() {
        String etag = bucket.client()
                .headObject(request -> request.bucket(bucket.name()).key("exports/" + NAME))
                .eTag();
        return etag.contains("-") ? Integer.parseInt(etag.replaceAll(".*-|\"", "")) : 0;
    }

    @Test
    void aSmallObjectIsPutByOneRequest() throws Exception {
        sink.put(NAME, mebibytes(4));

        assertThat(parts()).isZero();
    }

    @Test
    void aLargerOneIsMadeOfParts() throws Exception {
        StoredObject stored = sink.put(NAME, mebibytes(22));

        assertThat(stored.bytes()).isEqualTo(22L * MEBIBYTE + 3);
        assertThat(parts()).isEqualTo(5);
        assertThat(crcOfWhatIsStored()).isEqualTo(crcOf(mebibytes(22)));
        assertThat(bucket.everything()).containsExactly("exports/" + NAME);
    }

    @Test
    void theStorageVouchesForTheChecksumOfAllBytes() throws Exception {
        StoredObject stored = sink.put(NAME, mebibytes(12));

        assertThat(stored.checksums().crc32c()).contains(crcOf(mebibytes(12)));
        if (bucket.server().can(S3Capability.FULL_OBJECT_CHECKSUMS)) {
            assertThat(sink.find(NAME).orElseThrow().checksums().crc32c())
                    .isEqualTo(stored.checksums().crc32c());
        }
    }

    @Test
    void theStorageVouchesForASmallObjectToo() throws Exception {
        StoredObject stored = sink.put(NAME, mebibytes(1));

        assertThat(stored.checksums().crc32c()).contains(crcOf(mebibytes(1)));
        assertThat(sink.find(NAME).orElseThrow().checksums().crc32c())
                .isEqualTo(stored.checksums().crc32c());
    }

    @Test
    void manyObjectsAtOnceGetOnWithTwoBuffers() throws Exception {
        Thread[] writers = new Thread[6];
        for (int i = 0; i < writers.length; i++) {
            ObjectName name = ObjectName.of("export", "data", i + ".csv");
            writers[i] = new Thread(() -> {
                try {
                    sink.put(name, mebibytes(13));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            writers[i].start();
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(bucket.keys()).hasSize(6);
        assertThat(bucket.client().listObjectsV2(r -> r.bucket(bucket.name())).contents())
                .allSatisfy(object -> assertThat(object.size()).isEqualTo(13L * MEBIBYTE + 3));
    }

    /** MinIO and S3Proxy cannot copy to a part of an upload with checksums, which Amazon S3 and LocalStack can. */
    private void openWithLowLimits() {
        boolean checksums = bucket.server().kind() == S3Kind.LOCALSTACK;
        Map<String, String> settings = new HashMap<>(LITTLE_MEMORY);
        settings.put("aws.integrity", checksums ? "when-supported" : "when-required");
        sink = bucket.open(2, 12 * MEBIBYTE, settings);
    }

    @Test
    void whatIsBiggerThanItsPartNumbersGoesThroughSegments() throws Exception {
        sink.close();
        openWithLowLimits();

        StoredObject stored = sink.put(NAME, mebibytes(52));

        assertThat(stored.bytes()).isEqualTo(52L * MEBIBYTE + 3);
        assertThat(crcOfWhatIsStored()).isEqualTo(crcOf(mebibytes(52)));
        assertThat(parts()).isBetween(5, 8);
        assertThat(bucket.everything()).containsExactly("exports/" + NAME);
    }

    @Test
    void aFailureInTheMiddleOfASegmentLeavesNothing() {
        sink.close();
        openWithLowLimits();
        IOException failure = new IOException("of the writer");

        assertThatThrownBy(() -> sink.put(NAME, out -> {
                    mebibytes(37).writeTo(out);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(bucket.everything()).isEmpty();
    }

    @Test
    void withoutChecksumsThePartsHaveDigestsThatEveryServerKnows() throws Exception {
        sink.close();
        sink = bucket.open(
                "exports/",
                Map.of("s3.part-size", "5MiB", "s3.buffer-memory", "10MiB", "aws.integrity", "when-required"));

        sink.put(NAME, mebibytes(12));

        assertThat(crcOfWhatIsStored()).isEqualTo(crcOf(mebibytes(12)));
        assertThat(bucket.client()
                        .headObject(request -> request.bucket(bucket.name())
                                .key("exports/" + NAME)
                                .checksumMode(ChecksumMode.ENABLED))
                        .checksumCRC32C())
                .isNull();
    }
}
