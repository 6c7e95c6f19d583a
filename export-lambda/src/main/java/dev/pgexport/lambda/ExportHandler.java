package dev.pgexport.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Makes an export for each event. Keeps nothing from one event to the next.
 *
 * <p>The response is what {@code run --json} writes. A failure is an {@link ExportFailure}.
 */
public final class ExportHandler implements RequestStreamHandler {
    private final FunctionEnvironment environment = FunctionEnvironment.ofProcess();
    private final PrintStream log = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        String result = new Invocation(environment, out, log).perform(event, left);
        response.write(result.getBytes(StandardCharsets.UTF_8));
    }
}
