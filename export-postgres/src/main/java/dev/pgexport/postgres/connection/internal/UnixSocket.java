package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket that looks like any {@link Socket} to the driver.
 *
 * <p>The streams of {@link java.nio.channels.Channels} share one lock, so that a blocked read stops a write, and know no
 * timeout. So the channel does not block, and each direction waits on a selector of its own. An interrupt does not end
 * a read or a write, as it does not with a plain socket.
 */
final class UnixSocket extends Socket {
    private final Path path;
    private final Optional<String> peer;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int timeoutMillis;
    private volatile boolean connected;

    /**
     * Open the socket, not yet connected.
     *
     * @param peer the system's user whom the server must run as, see libpq's {@code requirepeer}
     */
    UnixSocket(Path path, Optional<String> peer) throws IOException {
        super((@Nullable SocketImpl) null);
        this.path = path;
        this.peer = peer;
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        readable = Selector.open();
        writable = Selector.open();
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** Connect to the socket's own path; the kernel answers at once, or refuses, so there is no timeout. */
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(path));
        if (peer.isPresent()) {
            String actual =
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            if (!actual.equals(peer.get())) {
                throw new SocketException("requirepeer names " + peer.get() + ", but the server runs as " + actual);
            }
        }
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        connected = true;
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output();
    }

    @Override
    public synchronized void close() throws IOException {
        try (channel;
                readable;
                writable) {
            // Closing a selector wakes whoever waits on it.
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public synchronized void setSoTimeout(int timeout) {
        timeoutMillis = timeout;
    }

    @Override
    public synchronized int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return null;
    }

    @Override
    public synchronized int getSendBufferSize() {
        return 8192;
    }

    @Override
    public synchronized int getReceiveBufferSize() {
        return 8192;
    }

    // What only TCP has is accepted and does nothing.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public synchronized void setSendBufferSize(int size) {}

    @Override
    public synchronized void setReceiveBufferSize(int size) {}

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }

    /** Wait until the channel is ready or the time is up; 0 milliseconds wait for ever. */
    private static boolean await(Selector selector, int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        boolean interrupted = false;
        try {
            while (true) {
                long left = millis == 0 ? 0 : Math.max(1, (deadline - System.nanoTime() + 999_999) / 1_000_000);
                selector.selectedKeys().clear();
                if (selector.select(left) > 0) {
                    return true;
                }
                if (!selector.isOpen()) {
                    throw new SocketException("Socket closed");
                }
                // A pending interrupt would end every wait at once.
                interrupted |= Thread.interrupted();
                if (millis > 0 && System.nanoTime() >= deadline) {
                    return false;
                }
            }
        } catch (ClosedSelectorException e) {
            throw new SocketException("Socket closed");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            int count = channel.read(buffer);
            while (count == 0) {
                if (!await(readable, timeoutMillis)) {
                    throw new SocketTimeoutException("Read timed out");
                }
                count = channel.read(buffer);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    await(writable, 0);
                }
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
