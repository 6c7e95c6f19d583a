package dev.pgexport.compare;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.compare.internal.database.CopiedRows;
import dev.pgexport.compare.internal.database.CopiedTables;
import dev.pgexport.compare.internal.database.StoredForm;
import dev.pgexport.engine.read.RowSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * A database as a side of a comparison: its rows leave by the strategy {@code copy}, as often as they are needed and always
 * in the same snapshot, and are stored nowhere.
 */
public final class DatabaseSide implements OpenSide {
    private final Side side;
    private final Export export;
    private final List<TableDescription> tables;
    private final UserTypes types;
    private final StoredForm form;
    private final CopiedTables objects;

    /**
     * Compare a database.
     *
     * @param label how reports call it
     * @param database its URI, without a password
     * @param export an export of the strategy {@code copy}; it is closed with the side
     * @throws ExportException of kind CONFIGURATION when its rows have a form that is not COPY's
     */
    public DatabaseSide(String label, URI database, Export export) {
        ExportDescription description = export.description();
        SourceDescription source = description.source();
        this.side = new Side(
                label,
                database,
                Optional.empty(),
                Optional.empty(),
                source.serverVersion(),
                Optional.of(source.moment()),
                description.leftOut(),
                Optional.empty());
        this.export = export;
        this.tables = description.tables();
        this.types = UserTypes.described(description.types());
        this.form = StoredForm.of(description.reader())
                .orElseThrow(() -> new ExportException(
                        Kind.CONFIGURATION,
                        "the rows of " + database + " come in a form that cannot be compared: "
                                + description.reader().orElse("none")));
        this.objects = new CopiedTables(tables, export.objects());
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public List<TableDescription> tables() {
        return tables;
    }

    @Override
    public UserTypes types() {
        return types;
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public FieldFormat format() {
        return form.format();
    }

    @Override
    public OptionalLong knownRows(TableName table) {
        return OptionalLong.empty();
    }

    @Override
    public long bytes(Set<TableName> wanted) {
        return objects.of(wanted).stream()
                .map(CopiedTables.Part::object)
                .mapToLong(ExportObject::estimatedBytes)
                .sum();
    }

    @Override
    public RowSource rows(Set<TableName> wanted, LongConsumer progress) {
        return new CopiedRows(side.label(), export, form, objects.of(wanted), progress);
    }

    @Override
    public void confirm() {
        export.confirm();
    }

    @Override
    public void close() {
        export.close();
    }
}
