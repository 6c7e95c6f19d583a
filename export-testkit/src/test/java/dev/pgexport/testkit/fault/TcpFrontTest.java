package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.fault.RawClient.Received;
import dev.pgexport.testkit.fault.RecordingServer.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A front that knows nothing of HTTP. */
@Timeout(120)
@ExtendWith(PostgresExtension.class)
class TcpFrontTest {
    private static FaultFront front(PostgresServer server) {
        return FaultFront.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    }

    private static Connection connect(FaultFront front) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + front.port() + "/postgres?user=" + PostgresServer.SUPERUSER);
    }

    private static int length(Connection connection, int characters) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT repeat('x', " + characters + ")")) {
            row.next();
            return row.getString(1).length();
        }
    }

    @Test
    void bytesPassBothWays(PostgresServer server) throws Exception {
        try (FaultFront front = front(server);
                Connection connection = connect(front)) {
            assertThat(length(connection, 1_000_000)).isEqualTo(1_000_000);
            assertThat(front.count(RequestKind.CONNECTION)).isEqualTo(1);
            assertThat(front.requests().get(0).answerBytes()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void connectionIsCutAfterSoManyBytes(PostgresServer server) throws Exception {
        try (FaultFront front = front(server)) {
            front.inject(FaultSchedule.at(RequestKind.CONNECTION, 1, Fault.limitData(500_000)));
            try (Connection connection = connect(front)) {
                assertThat(length(connection, 100_000)).isEqualTo(100_000);
                assertThatThrownBy(() -> length(connection, 1_000_000))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("08006"));
            }
            try (Connection connection = connect(front)) {
                assertThat(length(connection, 1_000_000)).isEqualTo(1_000_000);
            }
        }
    }

    @Test
    void connectionIsResetWhenATestSaysSo(PostgresServer server) throws Exception {
        try (FaultFront front = front(server);
                Connection connection = connect(front)) {
            assertThat(length(connection, 1)).isEqualTo(1);

            front.resetConnections();

            assertThatThrownBy(() -> length(connection, 1)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void connectionIsResetBeforeTheServerSeesIt(PostgresServer server) {
        try (FaultFront front = front(server)) {
            front.inject(FaultSchedule.at(RequestKind.CONNECTION, 1, Fault.reset()));

            assertThatThrownBy(() -> connect(front)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void oneSideMayHaveFinishedBeforeTheOther() throws Exception {
        try (RecordingServer server = new RecordingServer(new Step("question", "answer"));
                FaultFront front = FaultFront.tcp(server.address());
                RawClient client = new RawClient(front.port())) {
            client.send("question");
            client.finish();

            assertThat(client.receiveAll()).isEqualTo(new Received("answer", Ending.CLOSE));
        }
    }
}
