package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands each row of a run to the works of its table. Used by one thread. */
final class PortionConsumer implements RowConsumer {
    private final Map<TableName, List<TableWork>> works;
    private final SideTypes types;
    private final Map<TableName, List<Begun>> begun = new HashMap<>();
    private List<Begun> current = List.of();

    PortionConsumer(Map<TableName, List<TableWork>> works, SideTypes types) {
        this.works = works;
        this.types = types;
    }

    private record Begun(ProjectedRow projected, TableWork.Portion portion) {}

    @Override
    public void table(TableName table, List<String> columns, FieldFormat format) {
        if (!format.name().equals(types.form().name())) {
            throw new IllegalStateException("the rows of " + table + " come as " + format + ", not as " + types.form());
        }
        current = begun.computeIfAbsent(
                table,
                name -> works.getOrDefault(name, List.of()).stream()
                        .map(work -> new Begun(new ProjectedRow(name, work.projection(), columns, types), work.begin()))
                        .toList());
    }

    @Override
    public void row(Row row) {
        for (Begun work : current) {
            work.projected.read(row);
            work.portion.row(work.projected, row);
        }
    }

    /** Add what was made of the rows to the whole. By one thread at a time. */
    void end() {
        begun.values().forEach(portions -> portions.forEach(work -> work.portion.end()));
    }
}
