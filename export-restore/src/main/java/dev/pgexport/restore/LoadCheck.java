package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.SourceDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks, before anything is done, whether a database can be filled: it is another than the source, and empty. */
final class LoadCheck {
    private static final int SHOWN = 5;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** What belongs to the database and to none of its schemas, and is there before applications come. */
    private static final Set<String> ALLOWED = Set.of(
            "extension",
            "language",
            "cast",
            "transform",
            "foreign-data wrapper",
            "server",
            "event trigger",
            "publication",
            "subscription",
            "access method");

    private final Target target;

    LoadCheck(Target target) {
        this.target = target;
    }

    /**
     * Require it.
     *
     * @throws ExportException of kind CONFIGURATION when the export has no definitions, CONFLICT when the database is not empty
     */
    void require(ExportDescription description, ExportListener listener) {
        if (description.contents() == Contents.DATA_ONLY) {
            String why = description.leftOut().stream()
                    .filter(left -> left.kind().equals("schema"))
                    .map(LeftOut::reason)
                    .findFirst()
                    .map(reason -> ": " + reason)
                    .orElse("");
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "rows alone cannot be loaded into " + target + ", which has no tables" + why)
                    .withAdvice(
                            "perhaps export definitions, too; or store the export, and restore it with --data-only");
        }
        warnOfOlder(description.source(), listener);
        List<String> there = contents();
        if (there.isEmpty()) {
            return; // Whatever its name: a server made from a copy of the source's has the same identifier.
        }
        try {
            if (isSource(description.source())) {
                throw new ExportException(
                                Kind.CONFLICT,
                                target + " is the database that is exported: it cannot be loaded into itself")
                        .withAdvice("perhaps correct --to");
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "look at " + target);
        }
        throw new ExportException(
                        Kind.CONFLICT,
                        target + " is not empty: it has "
                                + String.join(", ", there.subList(0, Math.min(SHOWN, there.size())))
                                + (there.size() > SHOWN ? " and " + (there.size() - SHOWN) + " more" : ""))
                .withAdvice("perhaps create a database for it, as by createdb; extensions may be in it");
    }

    private void warnOfOlder(SourceDescription source, ExportListener listener) {
        try {
            int major = target.connection().getMetaData().getDatabaseMajorVersion();
            int ofSource = Integer.parseInt(source.serverVersion().replaceFirst("\\D.*", ""));
            if (major < ofSource) {
                listener.warning(target + " is of PostgreSQL " + major + ", and the source of " + ofSource
                        + ": an older server may refuse what a newer one has");
            }
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "look at " + target);
        }
    }

    private boolean isSource(SourceDescription source) throws SQLException {
        Connection connection = target.connection();
        if (!source.database().equals(target.database().name())
                || source.systemIdentifier().isEmpty()) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT system_identifier FROM pg_catalog.pg_control_system()")) {
            row.next();
            return source.systemIdentifier().equals(Optional.ofNullable(row.getString(1)));
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Return what is there that should not be, for messages. */
    List<String> contents() {
        Connection connection = target.connection();
        try (Statement statement = connection.createStatement()) {
            List<String> there = CatalogObjects.list(connection, "true").stream()
                    .filter(object -> !ALLOWED.contains(object.type())
                            && !object.toString().equals("schema public"))
                    .map(CatalogObject::toString)
                    .collect(Collectors.toList());
            try (ResultSet row = statement.executeQuery("SELECT pg_catalog.count(*), pg_catalog.to_regnamespace('"
                    + RestoreRecord.SCHEMA + "') IS NOT NULL FROM pg_catalog.pg_largeobject_metadata")) {
                row.next();
                if (row.getLong(1) > 0) {
                    there.add(row.getLong(1) + " large objects");
                }
                if (row.getBoolean(2)) {
                    there.add(0, "schema " + RestoreRecord.SCHEMA + " of an interrupted restore");
                }
            }
            return there;
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "look what is in " + target);
        }
    }
}
