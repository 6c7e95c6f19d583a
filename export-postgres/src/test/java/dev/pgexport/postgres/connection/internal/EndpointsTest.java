package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host=db                                   | db:5432
            host=db port=7                            | db:7
            host=one,two                              | one:5432 two:5432
            host=one,two port=7                       | one:7 two:7
            host=one,two port=7,8                     | one:7 two:8
            host=one,two port=,8                      | one:5432 two:8
            host=/tmp/x port=7                        | /tmp/x:7
            host=::1 port=7                           | [::1]:7
            host=db hostaddr=10.0.0.7                 | db:5432
            hostaddr=10.0.0.7                         | 10.0.0.7:5432
            host=db,db hostaddr=10.0.0.7,10.0.0.8     | db:5432 db:5432
            """)
    void hostsAndPortsArePutTogether(String text, String endpoints) {
        assertThat(endpoints(text)).map(Object::toString).containsExactly(endpoints.split(" ", -1));
    }

    @Test
    void aHostAddressIsWhereToConnectAndTheHostWhomToVerify() {
        assertThat(endpoints("host=db hostaddr=10.0.0.7"))
                .singleElement()
                .isInstanceOfSatisfying(Endpoint.Tcp.class, tcp -> {
                    assertThat(tcp.host()).isEqualTo("db");
                    assertThat(tcp.address().orElseThrow().getHostAddress()).isEqualTo("10.0.0.7");
                });
    }

    @Test
    void aDirectoryHoldsTheSocketOfItsPort() {
        assertThat(endpoints("host=/tmp/x port=7"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Endpoint.Unix.class, unix -> assertThat(unix.socket()).hasToString("/tmp/x/.s.PGSQL.7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=one,two port=1,2,3",
                "host=one hostaddr=10.0.0.7,10.0.0.8",
                "host=db port=0",
                "host=db port=65536",
                "host=db port=x",
                "hostaddr=db",
                "host=@abstract"
            })
    void whatDoesNotFitTogetherIsAnError(String text) {
        assertThatThrownBy(() -> endpoints(text))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION));
    }

    private static List<Endpoint> endpoints(String text) {
        return Endpoints.of(Parameters.resolve(text, Map.of()));
    }
}
