package dev.pgexport.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says, byte by byte, what a client says. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Say that nothing more will be sent. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Receive so many bytes, fewer when the connection ends. */
    String receive(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Receive until a text came. */
    String receiveUntil(String end) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (!received.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("no " + end + ", but " + received);
            }
            received.write(b);
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** Receive all that comes before the connection ends, and how it ends. */
    Received receiveAll() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                received.write(b);
            }
            return new Received(received.toString(StandardCharsets.ISO_8859_1), Ending.CLOSE);
        } catch (SocketException e) {
            return new Received(received.toString(StandardCharsets.ISO_8859_1), Ending.RESET);
        }
    }

    /** What came before the connection ended. */
    record Received(String text, Ending ending) {}

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
