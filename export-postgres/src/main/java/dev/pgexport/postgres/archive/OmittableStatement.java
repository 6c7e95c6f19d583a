package dev.pgexport.postgres.archive;

import java.util.regex.Pattern;

/**
 * Statements that may be left out of a dump in plain SQL, as pg_restore leaves them out of an archive: pg_dump writes each as
 * one of its own.
 */
public enum OmittableStatement {
    /** Who owns what, as by {@code --no-owner}: then whoever restores owns it. */
    OWNERS {
        @Override
        boolean matches(String statement) {
            int at = statement.lastIndexOf(OWNER_TO);
            return statement.startsWith("ALTER ")
                    && at >= 0
                    && ROLE.matcher(statement.substring(at + OWNER_TO.length())).matches();
        }
    },
    /** Who may do what, and who has granted it, as by {@code --no-privileges}. */
    PRIVILEGES {
        @Override
        boolean matches(String statement) {
            return statement.startsWith("GRANT ")
                    || statement.startsWith("REVOKE ")
                    || statement.startsWith("ALTER DEFAULT PRIVILEGES ")
                    // Around what somebody else than the owner has granted.
                    || statement.startsWith("SET SESSION AUTHORIZATION ")
                    || statement.equals("RESET SESSION AUTHORIZATION;");
        }
    };

    private static final String OWNER_TO = " OWNER TO ";

    /** Within a quoted name the rest of it has an odd number of quotes, and this an even one. */
    private static final Pattern ROLE = Pattern.compile("(\"([^\"]|\"\")+\"|[a-z_][a-z_0-9]*);");

    /** Return whether a whole statement, to its semicolon, is of this kind. */
    abstract boolean matches(String statement);
}
