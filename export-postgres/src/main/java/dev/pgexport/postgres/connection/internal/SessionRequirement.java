package dev.pgexport.postgres.connection.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * What a server must be to be taken.
 *
 * <p>Source: PostgreSQL documentation, {@code target_session_attrs} of libpq.
 */
enum SessionRequirement {
    ANY("any"),
    READ_WRITE("read-write"),
    READ_ONLY("read-only"),
    PRIMARY("primary"),
    STANDBY("standby"),
    PREFER_STANDBY("prefer-standby");

    private final String text;

    SessionRequirement(String text) {
        this.text = text;
    }

    static SessionRequirement of(Parameters parameters) {
        List<String> texts =
                Arrays.stream(values()).map(requirement -> requirement.text).toList();
        return values()[texts.indexOf(parameters.choice(Keyword.TARGET_SESSION_ATTRS, texts))];
    }

    /** Return what to ask of the servers in turn: all of them are asked for the first, then all for the next. */
    List<SessionRequirement> passes() {
        return this == PREFER_STANDBY ? List.of(STANDBY, ANY) : List.of(this);
    }

    boolean isMetBy(Connection connection) throws SQLException {
        if (this == ANY) {
            return true;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only')::boolean")) {
            row.next();
            boolean standby = row.getBoolean(1);
            boolean readOnly = standby || row.getBoolean(2);
            return switch (this) {
                case READ_WRITE -> !readOnly;
                case READ_ONLY -> readOnly;
                case PRIMARY -> !standby;
                case STANDBY -> standby;
                case ANY, PREFER_STANDBY -> true;
            };
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
