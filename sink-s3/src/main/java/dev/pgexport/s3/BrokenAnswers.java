package dev.pgexport.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Makes an answer that breaks off a failure of the SDK's own kind, which it repeats. Without, its parsers throw something
 * else when that happens in a chunked answer, as that to CompleteMultipartUpload is. What is downloaded resumes by itself.
 */
final class BrokenAnswers implements ExecutionInterceptor {
    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.request() instanceof GetObjectRequest
                ? context.responseBody()
                : context.responseBody().map(Body::new);
    }

    private static final class Body extends FilterInputStream {
        Body(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    // The SDK knows whether that was its timeout.
                    throw e;
                }
                throw SdkClientException.create("the answer broke off: " + e.getMessage(), e);
            }
        }
    }
}
