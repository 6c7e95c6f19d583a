package dev.pgexport.postgres.connection.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code postgresql://[user[:password]@][host[:port],...][/database][?keyword=value&...]}.
 *
 * <p>{@link java.net.URI} cannot: several hosts, percent-encoded socket directories and empty parts are libpq's own.
 */
final class UriParser {
    private static final String ENCODE = "perhaps percent-encode what is special in the user or the password:"
            + " @ as %40, / as %2F, : as %3A, ? as %3F, % as %25";

    private final String text;
    private final Map<Keyword, String> parameters = new EnumMap<>(Keyword.class);
    private int position;

    private UriParser(String text) {
        this.text = text;
        this.position = text.indexOf("://") + 3;
    }

    static Map<Keyword, String> parse(String text) {
        UriParser parser = new UriParser(text);
        parser.userInformation();
        parser.hosts();
        parser.database();
        parser.query();
        return parser.parameters;
    }

    private void userInformation() {
        int at = indexOfAny("@/");
        if (at == text.length() || text.charAt(at) != '@') {
            return;
        }
        String information = text.substring(position, at);
        int colon = information.indexOf(':');
        putUnlessEmpty(Keyword.USER, colon < 0 ? information : information.substring(0, colon));
        putUnlessEmpty(Keyword.PASSWORD, colon < 0 ? "" : information.substring(colon + 1));
        position = at + 1;
    }

    private void hosts() {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        boolean more = true;
        while (more) {
            hosts.add(host());
            ports.add(port());
            more = position < text.length() && text.charAt(position) == ',';
            if (more) {
                position++;
            }
        }
        putUnlessEmpty(Keyword.HOST, String.join(",", hosts));
        putUnlessEmpty(Keyword.PORT, String.join(",", ports));
    }

    private String host() {
        String host;
        if (position < text.length() && text.charAt(position) == '[') {
            int end = text.indexOf(']', position);
            if (end < 0) {
                throw ConnectionString.malformed("an IPv6 address has no closing \"]\"", ENCODE);
            }
            host = text.substring(position + 1, end);
            if (host.isEmpty()) {
                throw ConnectionString.malformed("an IPv6 address is empty", "perhaps write it as in [::1]");
            }
            position = end + 1;
            if (position < text.length() && ":/?,".indexOf(text.charAt(position)) < 0) {
                throw ConnectionString.malformed("something follows the \"]\" of an IPv6 address", ENCODE);
            }
        } else {
            int end = indexOfAny(":/?,");
            host = text.substring(position, end);
            position = end;
        }
        // An @ may begin the name of an abstract socket; anywhere else it is the tail of a password.
        if (host.lastIndexOf('@') > 0) {
            throw ConnectionString.malformed("a host's name holds an \"@\"", ENCODE);
        }
        return host;
    }

    private String port() {
        if (position == text.length() || text.charAt(position) != ':') {
            return "";
        }
        position++;
        int end = indexOfAny("/?,");
        String port = text.substring(position, end);
        position = end;
        if (!port.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '%')) {
            throw ConnectionString.malformed("a port is not a number", ENCODE);
        }
        return port;
    }

    private void database() {
        if (position == text.length() || text.charAt(position) != '/') {
            return;
        }
        position++;
        int end = indexOfAny("?");
        String name = text.substring(position, end);
        if (name.indexOf('@') >= 0 && !parameters.containsKey(Keyword.USER)) {
            throw ConnectionString.malformed("an \"@\" comes after the first \"/\"", ENCODE);
        }
        putUnlessEmpty(Keyword.DBNAME, name);
        position = end;
    }

    private void query() {
        if (position == text.length()) {
            return;
        }
        String query = text.substring(position + 1);
        if (query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0 || equals != pair.lastIndexOf('=')) {
                throw ConnectionString.malformed(
                        "a query parameter must have one \"=\"", "perhaps percent-encode = as %3D, & as %26");
            }
            String name = decode(pair.substring(0, equals));
            String value = decode(pair.substring(equals + 1));
            if (name.equals("ssl") && value.equals("true")) {
                parameters.put(Keyword.SSLMODE, "require");
            } else {
                parameters.put(ConnectionString.keyword(name, "the query parameters"), value);
            }
        }
    }

    private int indexOfAny(String characters) {
        int index = position;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    private void putUnlessEmpty(Keyword keyword, String encoded) {
        if (!encoded.isEmpty()) {
            parameters.put(keyword, decode(encoded));
        }
    }

    private static String decode(String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.put(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0 || high + low == 0) {
                throw ConnectionString.malformed("a \"%\" is not followed by two hexadecimal digits, or by 00", ENCODE);
            }
            decoded.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw ConnectionString.malformed("what is percent-encoded is not UTF-8", ENCODE);
        }
    }
}
