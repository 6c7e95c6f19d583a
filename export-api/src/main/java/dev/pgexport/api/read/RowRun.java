package dev.pgexport.api.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What one worker reads at once: a part of a table, or an archive with many of them. */
public interface RowRun {
    /** Return the objects that are read for this run and for no other: 1 or more of an export, none of a database. */
    List<ManifestObject> objects();

    /** Return the wanted tables whose rows these objects hold, be they none. */
    Set<TableName> tables();

    /**
     * Read all rows of {@link #tables()} in {@link #objects()}, each object to its end. A normal return means that they are
     * complete; anything else that those that came may be wrong.
     *
     * @throws ExportException of kind INTEGRITY, with the object's name and the row, when the object is not whole
     * @throws IOException what the consumer threw, or an object's stream
     */
    void writeTo(RowConsumer consumer) throws IOException, InterruptedException;
}
