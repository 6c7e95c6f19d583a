package dev.pgexport.testkit.iam;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One client, from its first byte.
 *
 * <p>Source: PostgreSQL documentation, "Frontend/Backend Protocol", chapters "Message Flow" and "Message Formats".
 */
final class IamSession {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int CLEARTEXT_PASSWORD = 3;
    private static final int LONGEST_START = 10_000;

    private final SSLContext tls;
    private final IamTokenCheck check;
    private final Consumer<IamLogin> logins;

    IamSession(SSLContext tls, IamTokenCheck check, Consumer<IamLogin> logins) {
        this.tls = tls;
        this.check = check;
        this.logins = logins;
    }

    void serve(Socket plain, Socket upstream) throws IOException {
        Socket client = plain;
        while (true) {
            byte[] start = start(client);
            switch (number(start, 0)) {
                case SSL_REQUEST -> {
                    plain.getOutputStream().write('S');
                    client = encrypted(plain);
                }
                case GSS_REQUEST -> client.getOutputStream().write('N');
                case CANCEL_REQUEST -> {
                    send(upstream, start);
                    return;
                }
                default -> {
                    logIn(client, upstream, start);
                    return;
                }
            }
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private void logIn(Socket client, Socket upstream, byte[] start) throws IOException {
        Map<String, String> parameters = parameters(start);
        String user = parameters.getOrDefault("user", "");
        if (!(client instanceof SSLSocket)) {
            refuse(client, "no pg_hba.conf entry for host \"127.0.0.1\", user \"" + user + "\", no encryption");
            return;
        }
        String token = password(client);
        Optional<String> refusal = check.refusal(user, token);
        logins.accept(new IamLogin(user, parameters, token, refusal));
        if (refusal.isPresent()) {
            refuse(client, "PAM authentication failed for user \"" + user + "\"");
            return;
        }
        send(upstream, start);
        IamDatabase.start("answers", () -> pass(upstream, client));
        pass(client, upstream);
    }

    private static String password(Socket client) throws IOException {
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, CLEARTEXT_PASSWORD});
        out.flush();
        DataInputStream in = new DataInputStream(client.getInputStream());
        if (in.read() != 'p') {
            throw new EOFException("no password");
        }
        byte[] password = in.readNBytes(in.readInt() - 4);
        return new String(password, 0, password.length - 1, StandardCharsets.UTF_8);
    }

    /** Read a message that has no type: its content. */
    private static byte[] start(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int length = in.readInt() - 4;
        if (length < 4 || length > LONGEST_START) {
            throw new IOException("not the start of a session");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    private static Map<String, String> parameters(byte[] start) {
        String[] texts = new String(start, 4, start.length - 4, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            parameters.put(texts[i], texts[i + 1]);
        }
        return parameters;
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    private static void send(Socket upstream, byte[] start) throws IOException {
        DataOutputStream out = new DataOutputStream(upstream.getOutputStream());
        out.writeInt(start.length + 4);
        out.write(start);
        out.flush();
    }

    private static void refuse(Socket client, String message) throws IOException {
        byte[] fields = ("SFATAL\0VFATAL\0C28000\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        out.write('E');
        out.writeInt(fields.length + 4);
        out.write(fields);
        out.flush();
    }

    /** Pass everything on; when one side ends, so does the other. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // Either side was closed, which ends the other.
        }
    }
}
