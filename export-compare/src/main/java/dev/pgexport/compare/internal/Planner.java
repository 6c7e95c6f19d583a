package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.compare.OpenSide;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Decides from the sides' declarations how each table is compared. */
final class Planner {
    private final List<OpenSide> sides;
    private final List<SideTypes> types;
    private final List<Map<TableName, TableDescription>> tables = new ArrayList<>();

    Planner(List<OpenSide> sides, List<SideTypes> types) {
        this.sides = sides;
        this.types = types;
        for (OpenSide side : sides) {
            Map<TableName, TableDescription> byName = new HashMap<>();
            side.tables().forEach(table -> byName.put(table.name(), table));
            tables.add(byName);
        }
    }

    /** Return every table that any side has, by name. */
    List<PlannedTable> plan() {
        TreeSet<TableName> names = new TreeSet<>();
        tables.forEach(side -> names.addAll(side.keySet()));
        return names.stream().map(this::plan).toList();
    }

    private PlannedTable plan(TableName name) {
        List<PlannedPair> pairs = new ArrayList<>();
        for (int other = 1; other < sides.size(); other++) {
            pairs.add(pair(name, other));
        }
        return new PlannedTable(
                name, find(0, name).filter(TableDescription::data).isPresent(), pairs);
    }

    private Optional<TableDescription> find(int side, TableName name) {
        return Optional.ofNullable(tables.get(side).get(name));
    }

    private PlannedPair pair(TableName name, int other) {
        Optional<TableDescription> here = find(0, name);
        Optional<TableDescription> there = find(other, name);
        if (here.isEmpty() && there.isEmpty()) {
            return new PlannedPair.Declaration(List.of());
        }
        if (here.isEmpty()) {
            return absent(0, there.orElseThrow(), new PlannedPair.Extra());
        }
        if (there.isEmpty()) {
            return absent(other, here.get(), new PlannedPair.Missing());
        }
        boolean exact = sides.get(0).exact() && sides.get(other).exact();
        List<String> schema = exact ? SchemaDifferences.between(here.get(), there.get()) : List.of();
        if (!here.get().data() && !there.get().data()) {
            return new PlannedPair.Declaration(schema);
        }
        if (!here.get().data() || !there.get().data()) {
            int without = here.get().data() ? other : 0;
            return notHeld(without, "the rows", absence(without).reason(name));
        }
        return new Columns(here.get(), there.get(), other).compare(schema);
    }

    private PlannedPair absent(int side, TableDescription table, PlannedPair verdict) {
        Optional<String> reason = absence(side).reason(table.name());
        if (reason.isPresent()) {
            return notHeld(side, "it", reason);
        }
        // A service that tells of rows alone does not tell of tables that have none of their own.
        return sides.get(side).exact() || table.data() ? verdict : new PlannedPair.Declaration(List.of());
    }

    private PlannedPair.NotComparable notHeld(int side, String what, Optional<String> reason) {
        return new PlannedPair.NotComparable(sides.get(side).side().label() + " does not hold " + what
                + reason.map(why -> ": " + why).orElse(""));
    }

    private Absence absence(int side) {
        return new Absence(sides.get(side).side().leftOut());
    }

    /** The columns of a table of two sides. */
    private final class Columns {
        private final TableDescription here;
        private final TableDescription there;
        private final int other;
        private final List<Projection.Column> first = new ArrayList<>();
        private final List<Projection.Column> second = new ArrayList<>();
        private final List<String> passedOver = new ArrayList<>();

        Columns(TableDescription here, TableDescription there, int other) {
            this.here = here;
            this.there = there;
            this.other = other;
        }

        PlannedPair.Rows compare(List<String> schema) {
            List<String> sentences = new ArrayList<>(schema);
            Map<String, ColumnDescription> stored = stored(there);
            for (ColumnDescription column : stored(here).values()) {
                Optional<ColumnDescription> counterpart = Optional.ofNullable(stored.remove(column.name()));
                if (counterpart.isPresent()) {
                    compare(column, counterpart.get());
                } else {
                    alone(column, other, sentences, " is missing, was ");
                }
            }
            for (ColumnDescription column : stored.values()) {
                alone(column, 0, sentences, " is extra: ");
            }
            List<Integer> key = key();
            return new PlannedPair.Rows(new Projection(first, key), new Projection(second, key), sentences, passedOver);
        }

        private Map<String, ColumnDescription> stored(TableDescription table) {
            Map<String, ColumnDescription> stored = new LinkedHashMap<>();
            table.columns().stream()
                    .filter(column -> !column.generated())
                    .forEach(column -> stored.put(column.name(), column));
            return stored;
        }

        private void compare(ColumnDescription here, ColumnDescription there) {
            String hereType = sides.get(0).exact() || !sides.get(other).exact() ? here.type() : there.type();
            String thereType = sides.get(other).exact() || !sides.get(0).exact() ? there.type() : here.type();
            Optional<String> obstacle =
                    types.get(0).obstacle(hereType).or(() -> types.get(other).obstacle(thereType));
            if (obstacle.isPresent()) {
                passedOver.add("column " + here.name() + ": " + obstacle.get());
            } else {
                first.add(new Projection.Column(here.name(), hereType));
                second.add(new Projection.Column(there.name(), thereType));
            }
        }

        /** A difference in exact declarations has been said; what was left out for a reason is none. */
        private void alone(ColumnDescription column, int without, List<String> sentences, String how) {
            Optional<String> reason = absence(without).reason(here.name(), column.name());
            if (reason.isPresent()) {
                passedOver.add("column " + column.name() + ": " + reason.get());
            } else if (!sides.get(0).exact() || !sides.get(other).exact()) {
                sentences.add("column " + column.name() + how + column.type());
            }
        }

        /** The first side's primary key, or where it has none the other's; none where a part of it is not compared. */
        private List<Integer> key() {
            List<String> names = here.primaryKey().isEmpty() ? there.primaryKey() : here.primaryKey();
            List<String> compared = first.stream().map(Projection.Column::name).toList();
            return compared.containsAll(names)
                    ? names.stream().map(compared::indexOf).toList()
                    : List.of();
        }
    }
}
