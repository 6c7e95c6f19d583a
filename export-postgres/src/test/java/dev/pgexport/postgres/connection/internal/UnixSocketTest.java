package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixSocketTest {
    private static final int LARGE = 4 << 20;

    @TempDir
    Path folder;

    private ServerSocketChannel listener;
    private UnixSocket socket;
    private SocketChannel peer;

    /** Not the common pool, which on two cores has one thread: the tasks here wait for each other. */
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @BeforeEach
    void connect() throws IOException {
        Path path = folder.resolve("socket");
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        socket = new UnixSocket(path, Optional.of(System.getProperty("user.name")));
        socket.connect(new InetSocketAddress("localhost", 1), 1000);
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        peer.close();
        listener.close();
        executor.shutdownNow();
    }

    @Test
    void aBlockedReadDoesNotHoldUpAWrite() throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> read(socket.getInputStream()), executor);
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(peer, LARGE), executor);

        socket.getOutputStream().write(new byte[LARGE]);

        assertThat(received.get(20, TimeUnit.SECONDS)).hasSize(LARGE);
        assertThat(read).isNotDone();
        peer.write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(7);
    }

    @Test
    void aReadThatLastsTooLongTimesOutAndTheNextGoesOn() throws IOException {
        socket.setSoTimeout(20);

        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        peer.write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(socket.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void theEndOfThePeersBytesIsTheEnd() throws IOException {
        peer.close();

        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void anInterruptDoesNotEndAReadAndIsNotLost() throws Exception {
        InputStream input = socket.getInputStream();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            int value = read(input);
            interrupted.complete(value == 7 && Thread.currentThread().isInterrupted());
        });
        reader.start();

        reader.interrupt();
        peer.write(ByteBuffer.wrap(new byte[] {7}));

        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsAReadThatWaits() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                failure.completeExceptionally(
                        new AssertionError("read " + socket.getInputStream().read()));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        reader.start();

        socket.close();

        assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void aServerThatRunsAsAnotherUserIsRefused() throws IOException {
        try (UnixSocket strict = new UnixSocket(folder.resolve("socket"), Optional.of("somebody-else"))) {
            assertThatThrownBy(() -> strict.connect(new InetSocketAddress("localhost", 1), 1000))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("somebody-else");
        }
    }

    private static int read(InputStream input) {
        try {
            return input.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readAll(SocketChannel channel, int length) {
        try {
            return Channels.newInputStream(channel).readNBytes(length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
