package dev.pgexport.postgres.connection.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The keywords of a connection string.
 *
 * <p>Source: PostgreSQL documentation, "Parameter Key Words" and "Environment Variables" of libpq, up to version 18.
 */
public enum Keyword {
    HOST("PGHOST"),
    HOSTADDR("PGHOSTADDR"),
    PORT("PGPORT"),
    DBNAME("PGDATABASE"),
    USER("PGUSER"),
    PASSWORD("PGPASSWORD"),
    PASSFILE("PGPASSFILE"),
    SERVICE("PGSERVICE"),
    SERVICEFILE("PGSERVICEFILE"),
    REQUIRE_AUTH("PGREQUIREAUTH"),
    CHANNEL_BINDING("PGCHANNELBINDING"),
    CONNECT_TIMEOUT("PGCONNECT_TIMEOUT"),
    CLIENT_ENCODING("PGCLIENTENCODING"),
    OPTIONS("PGOPTIONS"),
    APPLICATION_NAME("PGAPPNAME"),
    FALLBACK_APPLICATION_NAME(""),
    KEEPALIVES(""),
    KEEPALIVES_IDLE(""),
    KEEPALIVES_INTERVAL(""),
    KEEPALIVES_COUNT(""),
    TCP_USER_TIMEOUT(""),
    REPLICATION(""),
    GSSENCMODE("PGGSSENCMODE"),
    GSSLIB("PGGSSLIB"),
    GSSDELEGATION("PGGSSDELEGATION"),
    KRBSRVNAME("PGKRBSRVNAME"),
    SSLMODE("PGSSLMODE"),
    SSLNEGOTIATION("PGSSLNEGOTIATION"),
    SSLCOMPRESSION("PGSSLCOMPRESSION"),
    SSLCERT("PGSSLCERT"),
    SSLKEY("PGSSLKEY"),
    SSLKEYLOGFILE(""),
    SSLPASSWORD(""),
    SSLCERTMODE("PGSSLCERTMODE"),
    SSLROOTCERT("PGSSLROOTCERT"),
    SSLCRL("PGSSLCRL"),
    SSLCRLDIR("PGSSLCRLDIR"),
    SSLSNI("PGSSLSNI"),
    SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION"),
    SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION"),
    MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION"),
    MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION"),
    REQUIREPEER("PGREQUIREPEER"),
    SCRAM_CLIENT_KEY(""),
    SCRAM_SERVER_KEY(""),
    OAUTH_ISSUER(""),
    OAUTH_CLIENT_ID(""),
    OAUTH_CLIENT_SECRET(""),
    OAUTH_SCOPE(""),
    TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS"),
    LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS");

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String variable;

    Keyword(String variable) {
        this.variable = variable;
    }

    /** Return the keyword as it is written in a connection string. */
    public String text() {
        return text;
    }

    /** Return the environment variable that stands for it, if there is one. */
    public Optional<String> variable() {
        return variable.isEmpty() ? Optional.empty() : Optional.of(variable);
    }

    public static Optional<Keyword> of(String text) {
        return Arrays.stream(values())
                .filter(keyword -> keyword.text.equals(text))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
