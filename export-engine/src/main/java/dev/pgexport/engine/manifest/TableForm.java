package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.databind.util.StdConverter;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import java.util.List;
import java.util.OptionalLong;

/** A table of the manifest as JSON has it: the description's parts and the rest side by side. */
record TableForm(
        String schema,
        String name,
        TableKind kind,
        List<ColumnDescription> columns,
        List<String> primaryKey,
        List<TableName> parents,
        boolean data,
        OptionalLong rows,
        List<ObjectName> objects) {

    static final class FromTable extends StdConverter<ManifestTable, TableForm> {
        @Override
        public TableForm convert(ManifestTable table) {
            TableDescription description = table.description();
            return new TableForm(
                    description.name().schema(),
                    description.name().name(),
                    description.kind(),
                    description.columns(),
                    description.primaryKey(),
                    description.parents(),
                    description.data(),
                    table.rows(),
                    table.objects());
        }
    }

    static final class ToTable extends StdConverter<TableForm, ManifestTable> {
        @Override
        public ManifestTable convert(TableForm form) {
            TableDescription description = new TableDescription(
                    new TableName(form.schema(), form.name()),
                    form.kind(),
                    form.columns(),
                    form.primaryKey(),
                    form.parents(),
                    form.data());
            return new ManifestTable(description, form.rows(), form.objects());
        }
    }
}
