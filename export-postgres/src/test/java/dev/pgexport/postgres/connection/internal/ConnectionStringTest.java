package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionStringTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            postgresql://                                    | ""
            postgres://host                                  | host=host
            postgresql://host:1234                           | host=host port=1234
            postgresql://host/app                            | dbname=app host=host
            postgresql://host/                               | host=host
            postgresql:///app                                | dbname=app
            postgresql://:1234                               | port=1234
            postgresql://user@host                           | host=host user=user
            postgresql://user@                               | user=user
            postgresql://user:pw@host:1234/app               | dbname=app host=host password=pw port=1234 user=user
            postgresql://:pw@host                            | host=host password=pw
            postgresql://user:@host                          | host=host user=user
            postgresql://user:a:b@host                       | host=host password=a:b user=user
            postgresql://u%20x:p%40%2F%3A@h/d%2Fb            | dbname=d/b host=h password=p@/: user=u x
            postgresql://h/%C3%A4                            | dbname=ä host=h
            postgresql://h/a+b                               | dbname=a+b host=h
            postgresql://one,two                             | host=one,two port=,
            postgresql://one:1,two:2/app                     | dbname=app host=one,two port=1,2
            postgresql://one,two:2                           | host=one,two port=,2
            postgresql://,two                                | host=,two port=,
            postgresql://[::1]/app                           | dbname=app host=::1
            postgresql://[2001:db8::7]:1234                  | host=2001:db8::7 port=1234
            postgresql://user@[::1],[::2]:2                  | host=::1,::2 port=,2 user=user
            postgresql://%2Fvar%2Frun%2Fpostgresql/app       | dbname=app host=/var/run/postgresql
            postgresql://user@%2Ftmp:1234                    | host=/tmp port=1234 user=user
            postgresql:///app?host=/var/run/postgresql       | dbname=app host=/var/run/postgresql
            postgresql://?host=one&port=1234                 | host=one port=1234
            postgresql://host?                               | host=host
            postgresql://host/app?user=x&password=y%26z      | dbname=app host=host password=y&z user=x
            postgresql://a@host/app?user=b                   | dbname=app host=host user=b
            postgresql://host?connect_timeout=10             | connect_timeout=10 host=host
            postgresql://host?sslmode=verify-full            | host=host sslmode=verify-full
            postgresql://host?ssl=true                       | host=host sslmode=require
            postgresql://host?application_name=              | application_name= host=host
            postgresql://host?service=mine                   | host=host service=mine
            postgresql://host?options=-c%20geqo%3Doff        | host=host options=-c geqo=off
            postgresql://user:a?b@host                       | host=host password=a?b user=user
            """)
    void readsUris(String uri, String parameters) {
        assertThat(shown(ConnectionString.parse(uri))).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            host=h                              | host=h
            host=h port=1234 dbname=app         | dbname=app host=h port=1234
            host = h  port= 1234                | host=h port=1234
            user='a b' password='it\\'s'        | password=it's user=a b
            user=a\\ b                          | user=a b
            password='back\\\\slash'            | password=back\\slash
            password=a=b                        | password=a=b
            password='' host=h                  | host=h password=
            host=/tmp port=1                    | host=/tmp port=1
            host=one,two port=1,2               | host=one,two port=1,2
            host=h host=i                       | host=i
            host=                               | host=
            service=mine                        | service=mine
            hostaddr=10.0.0.7 host=db           | host=db hostaddr=10.0.0.7
            app                                 | dbname=app
            """)
    void readsKeywordsAndValues(String text, String parameters) {
        assertThat(shown(ConnectionString.parse(text))).isEqualTo(parameters);
    }

    @Test
    void takesNothingForNothing() {
        assertThat(ConnectionString.parse("")).isEmpty();
        assertThat(ConnectionString.parse("  ")).isEmpty();
    }

    @Test
    void valuesMayHoldTabsAndLineEndsBetweenThem() {
        assertThat(shown(ConnectionString.parse("\thost=h\n port\t=\n7\r\n"))).isEqualTo("host=h port=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://[::1",
                "postgresql://[]",
                "postgresql://[::1]x",
                "postgresql://h:port",
                "postgresql://h/%zz",
                "postgresql://h/%4",
                "postgresql://h/%00",
                "postgresql://h/%ff",
                "postgresql://h?user",
                "postgresql://h?user=a=b",
                "postgresql://h?a&b",
                "postgresql://h?nonsense=1",
                "postgresql://h?host=1&",
                "jdbc:postgresql://h/app",
                "mysql://h/app",
                "host=h port",
                "host=h user='open",
                "= h",
                "nonsense=1"
            })
    void refusesWhatLibpqRefuses(String text) {
        assertThat(failure(text).kind()).isEqualTo(ExportException.Kind.CONFIGURATION);
    }

    @ParameterizedTest
    @CsvSource({"hots=x, host", "pasword=x, password", "sslmod=x, sslmode", "postgresql://h?sslrotcert=x, sslrootcert"})
    void suggestsTheKeywordThatWasMeant(String text, String keyword) {
        assertThat(failure(text).advice()).contains("perhaps " + keyword);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:hunter2@x@host/app",
                "postgresql://me:hunter2/x@host/app",
                "postgresql://me:12/hunter2@host/app",
                "postgresql://me:hunter2%@host/app",
                "postgres//me:hunter2@host/app?a=b",
                "mysql://me:hunter2@host/app",
                "jdbc:postgresql://me:hunter2@host/app",
                "password='hunter2",
                "password=a hunter2",
                "password=a hunter2=b",
                "password=a HUNTER2 = hunter2"
            })
    void tellsNothingOfAPasswordThatMadeTheStringUnreadable(String text) {
        assertThat(failure(text))
                .satisfies(
                        failure -> assertThat(failure + " " + failure.advice()).doesNotContainIgnoringCase("hunter2"));
    }

    private static ExportException failure(String text) {
        ExportException failure = catchThrowableOfType(ExportException.class, () -> ConnectionString.parse(text));
        assertThat(failure).as(text).isNotNull();
        return failure;
    }

    private static String shown(Map<Keyword, String> parameters) {
        Map<String, String> sorted = new TreeMap<>();
        parameters.forEach((keyword, value) -> sorted.put(keyword.text(), value));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
