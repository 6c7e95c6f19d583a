package dev.pgexport.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of one connection, which waits for what it expects, says what it was told to, and keeps all it heard. */
final class RecordingServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CompletableFuture<String> heard;

    /** What is said once a text was heard, counted from the last step. */
    record Step(String until, String answer) {}

    RecordingServer(Step... steps) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        heard = CompletableFuture.supplyAsync(() -> converse(List.of(steps)), thread);
    }

    private String converse(List<Step> steps) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Socket socket = listener.accept()) {
            for (Step step : steps) {
                hear(socket.getInputStream(), step.until(), all);
                socket.getOutputStream().write(step.answer().getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            all.writeBytes("(lost)".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static void hear(InputStream in, String until, ByteArrayOutputStream all) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(until) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended");
            }
            all.write(b);
            text.append((char) b);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** Return all that was heard, once the last step is done or the client is gone. */
    String heard() throws Exception {
        return heard.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        thread.shutdownNow();
    }
}
