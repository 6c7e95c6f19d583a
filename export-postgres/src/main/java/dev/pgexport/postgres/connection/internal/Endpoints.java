package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hosts, addresses and ports of the parameters put together.
 *
 * <p>Source: PostgreSQL documentation, "Specifying Multiple Hosts" of libpq.
 */
final class Endpoints {
    /** Debian's and the PostgreSQL packages' socket directory, then the one of a build from source. */
    static final List<String> SOCKET_DIRECTORIES = List.of("/var/run/postgresql", "/tmp");

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Za-z:.%]*");
    private static final int DEFAULT_PORT = 5432;

    private Endpoints() {}

    static List<Endpoint> of(Parameters parameters) {
        List<String> hosts = list(parameters, Keyword.HOST);
        List<String> addresses = list(parameters, Keyword.HOSTADDR);
        List<String> ports = list(parameters, Keyword.PORT);
        int count = Math.max(1, addresses.isEmpty() ? hosts.size() : addresses.size());
        if (!hosts.isEmpty() && hosts.size() != count) {
            throw mismatch(hosts.size() + " hosts", count + " host addresses");
        }
        if (ports.size() > 1 && ports.size() != count) {
            throw mismatch(ports.size() + " ports", count + " hosts");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = port(ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : i));
            endpoints.add(endpoint(element(hosts, i), element(addresses, i), port));
        }
        return List.copyOf(endpoints);
    }

    private static Endpoint endpoint(String host, String address, int port) {
        if (!address.isEmpty()) {
            return new Endpoint.Tcp(host.isEmpty() ? address : host, Optional.of(numeric(address)), port);
        }
        if (host.startsWith("@")) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "pgexport cannot connect to a socket in the abstract namespace: " + host)
                    .withAdvice("perhaps use a socket in a directory, or TCP");
        }
        if (host.startsWith("/")) {
            return new Endpoint.Unix(host, port);
        }
        if (!host.isEmpty()) {
            return new Endpoint.Tcp(host, Optional.empty(), port);
        }
        return SOCKET_DIRECTORIES.stream()
                .map(directory -> new Endpoint.Unix(directory, port))
                .filter(unix -> Files.exists(unix.socket()))
                .map(Endpoint.class::cast)
                .findFirst()
                .orElseGet(() -> new Endpoint.Tcp("localhost", Optional.empty(), port));
    }

    private static InetAddress numeric(String address) {
        try {
            if (ADDRESS.matcher(address).matches()) {
                return InetAddress.getByName(address);
            }
        } catch (UnknownHostException e) {
            // Reported below, like whatever does not look like an address.
        }
        throw Parameters.invalid(Keyword.HOSTADDR, "perhaps give numeric addresses there, and names as host");
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw Parameters.invalid(Keyword.PORT, "perhaps a number from 1 to 65535");
    }

    private static List<String> list(Parameters parameters, Keyword keyword) {
        return parameters
                .get(keyword)
                .map(value -> List.of(value.split(",", -1)))
                .orElse(List.of());
    }

    private static String element(List<String> list, int index) {
        return list.isEmpty() ? "" : list.get(index);
    }

    private static ExportException mismatch(String some, String others) {
        return new ExportException(Kind.CONFIGURATION, "the connection parameters give " + some + " for " + others)
                .withAdvice("perhaps give one port for all, or as many of each, separated by commas");
    }
}
