package dev.pgexport.testkit.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An upload in parts, by hand. */
record Upload(S3Client client, String bucket, String key, String id) {
    /** The least size of a part but the last, in bytes. */
    static final int SMALLEST_PART = 5 << 20;

    static Upload start(S3Client client, String bucket, String key) {
        return start(client, bucket, key, request -> {});
    }

    static Upload start(
            S3Client client, String bucket, String key, Consumer<CreateMultipartUploadRequest.Builder> more) {
        String id = client.createMultipartUpload(
                        request -> more.accept(request.bucket(bucket).key(key)))
                .uploadId();
        return new Upload(client, bucket, key, id);
    }

    CompletedPart put(int number, byte[] bytes) {
        UploadPartResponse response = client.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes));
        return CompletedPart.builder().partNumber(number).eTag(response.eTag()).build();
    }

    CompletedPart put(int number, byte[] bytes, String crc32c) {
        UploadPartResponse response = client.uploadPart(
                request -> request.bucket(bucket)
                        .key(key)
                        .uploadId(id)
                        .partNumber(number)
                        .checksumCRC32C(crc32c),
                RequestBody.fromBytes(bytes));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(response.eTag())
                .checksumCRC32C(crc32c)
                .build();
    }

    CompleteMultipartUploadResponse complete(List<CompletedPart> parts) {
        return complete(parts, request -> {});
    }

    CompleteMultipartUploadResponse complete(
            List<CompletedPart> parts, Consumer<CompleteMultipartUploadRequest.Builder> more) {
        return client.completeMultipartUpload(request -> more.accept(
                request.bucket(bucket).key(key).uploadId(id).multipartUpload(completed -> completed.parts(parts))));
    }

    void abort() {
        client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String crc32c(byte[]... blocks) {
        return Base64.getEncoder().encodeToString(raw(blocks));
    }

    /** Return the CRC32C of the CRC32Cs of parts, as S3 writes it. */
    static String compositeCrc32c(byte[]... parts) {
        byte[][] raw = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            raw[i] = raw(parts[i]);
        }
        return crc32c(raw) + "-" + parts.length;
    }

    private static byte[] raw(byte[]... blocks) {
        CRC32C crc = new CRC32C();
        for (byte[] block : blocks) {
            crc.update(block);
        }
        return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    }
}
