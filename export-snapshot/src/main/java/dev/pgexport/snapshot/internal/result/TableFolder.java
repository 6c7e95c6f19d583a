package dev.pgexport.snapshot.internal.result;

import dev.pgexport.api.TableName;
import java.util.Optional;

/**
 * Where the files of a table lie, below the task's folder: {@code database/schema.table}. Some characters become {@code _}.
 *
 * <p>Source: Amazon RDS User Guide, "File naming conventions for exports to Amazon S3", and the limitations.
 */
public final class TableFolder {
    private TableFolder() {}

    public static String of(String database, TableName table) {
        return safe(database) + "/" + safe(table.schema()) + "." + safe(table.name());
    }

    private static String safe(String name) {
        return name.replaceAll("[\\\\`\" ]", "_");
    }

    /** Return the folder that an object lies in, by its name below the task's folder; empty when it is in none. */
    public static Optional<String> holding(String name) {
        int database = name.indexOf('/');
        int table = database < 0 ? -1 : name.indexOf('/', database + 1);
        return table < 0 ? Optional.empty() : Optional.of(name.substring(0, table));
    }
}
