package dev.pgexport.pgdump;

import dev.pgexport.api.TableName;
import java.util.Optional;

/**
 * What a file of a dump in directory format is to hold.
 *
 * @param table the table whose rows it holds, when it holds rows
 */
record DumpFile(Optional<TableName> table) {
    static final DumpFile WITHOUT_ROWS = new DumpFile(Optional.empty());
}
