package dev.pgexport.compare;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.engine.read.RowSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/** A side of a comparison, whose rows can be read again and again and are always the same. Thread-safe. */
public interface OpenSide extends AutoCloseable {
    /** Return what it is. */
    Side side();

    /** Return its tables, also those whose rows it does not hold. */
    List<TableDescription> tables();

    /** Return the descriptions of its types that are not built in, as far as they are known. */
    UserTypes types();

    /**
     * Return whether tables, types and primary keys are those of the catalog. Where they are only what another service
     * told, the other side's are taken, and are no difference.
     */
    boolean exact();

    /** Return the form of its values. */
    FieldFormat format();

    /** Return how many rows a table has, where that is known without reading it. */
    OptionalLong knownRows(TableName table);

    /** Return about how many bytes have to be read for the rows of tables, for progress; 0 when unknown. */
    long bytes(Set<TableName> tables);

    /**
     * Return the rows of tables.
     *
     * @param progress hears how many bytes more were read, from any thread
     */
    RowSource rows(Set<TableName> tables, LongConsumer progress);

    /**
     * Make sure, after everything was read, that all of it was of one moment.
     *
     * @throws dev.pgexport.api.ExportException of kind EXPORT_LOST when it was not
     */
    void confirm();

    @Override
    void close();
}
