package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/**
 * Makes the driver connect to the very address or socket that was chosen, also for the requests that cancel a query.
 *
 * <p>The driver creates it by name, so it is public and takes all it needs from the driver's properties.
 */
public final class EndpointSocketFactory extends SocketFactory {
    private static final String ADDRESS = "pgexport.address";
    private static final String SOCKET = "pgexport.socket";
    private static final String PEER = "pgexport.peer";
    private static final Map<Keyword, SocketOption<Integer>> KEEPALIVES = Map.of(
            Keyword.KEEPALIVES_IDLE, ExtendedSocketOptions.TCP_KEEPIDLE,
            Keyword.KEEPALIVES_INTERVAL, ExtendedSocketOptions.TCP_KEEPINTERVAL,
            Keyword.KEEPALIVES_COUNT, ExtendedSocketOptions.TCP_KEEPCOUNT);

    private final Properties properties;

    public EndpointSocketFactory(Properties properties) {
        this.properties = properties;
    }

    /** Set the properties that make the driver use this factory for an endpoint. */
    static void configure(Properties properties, Endpoint endpoint, Parameters parameters) {
        properties.setProperty("socketFactory", EndpointSocketFactory.class.getName());
        if (endpoint instanceof Endpoint.Tcp tcp) {
            tcp.address().ifPresent(address -> properties.setProperty(ADDRESS, address.getHostAddress()));
            KEEPALIVES
                    .keySet()
                    .forEach(keyword -> parameters
                            .integer(keyword)
                            .filter(value -> value > 0)
                            .ifPresent(value -> properties.setProperty("pgexport." + keyword, value.toString())));
        } else if (endpoint instanceof Endpoint.Unix unix) {
            properties.setProperty(SOCKET, unix.socket().toString());
            parameters.get(Keyword.REQUIREPEER).ifPresent(peer -> properties.setProperty(PEER, peer));
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        String socket = properties.getProperty(SOCKET);
        if (socket != null) {
            return new UnixSocket(Path.of(socket), Optional.ofNullable(properties.getProperty(PEER)));
        }
        Socket tcp = new AddressedSocket(InetAddress.getByName(properties.getProperty(ADDRESS)));
        for (Map.Entry<Keyword, SocketOption<Integer>> keepalive : KEEPALIVES.entrySet()) {
            String value = properties.getProperty("pgexport." + keepalive.getKey());
            if (value != null) {
                tcp.setOption(keepalive.getValue(), Integer.valueOf(value));
            }
        }
        return tcp;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localAddress, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }

    /** Connects to the port it is told, but to an address of its own. */
    private static final class AddressedSocket extends Socket {
        private final InetAddress address;

        AddressedSocket(InetAddress address) {
            this.address = address;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(new InetSocketAddress(address, ((InetSocketAddress) endpoint).getPort()), timeout);
        }
    }
}
