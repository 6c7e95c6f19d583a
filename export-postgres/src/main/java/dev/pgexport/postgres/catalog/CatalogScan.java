package dev.pgexport.postgres.catalog;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a transaction's snapshot says is to be exported, before any table is locked.
 *
 * <p>Bound to its connection, whose transaction it reads in; not thread-safe.
 */
public final class CatalogScan {
    /** TID range scans came with PostgreSQL 14. */
    private static final int FIRST_WITH_TID_RANGE_SCAN = 14;

    private final Connection connection;
    private final DumpRules rules;
    private final Map<Long, Relation> tables = new LinkedHashMap<>();
    private final Map<Long, Relation> sequences = new LinkedHashMap<>();
    private final LargeObjects largeObjects;
    private final List<LeftOut> leftOut;
    private final AccessProblems problems;

    private CatalogScan(Connection connection, Selection selection, boolean standby) throws SQLException {
        this.connection = connection;
        ResolvedSelection resolved = ResolvedSelection.resolve(connection, selection);
        Map<Long, Relation> relations = Relations.read(connection);
        rules = new DumpRules(
                relations, resolved, ExtensionConfiguration.read(connection), selection.schemaOnly(), standby);
        Map<Long, Relation> listed = new LinkedHashMap<>();
        for (Relation relation : relations.values()) {
            if (rules.listed(relation)) {
                listed.put(relation.oid(), relation);
                (relation.sequence() ? sequences : tables).put(relation.oid(), relation);
            }
        }
        largeObjects = LargeObjects.read(connection);
        leftOut = new Omissions(rules, relations, listed).find(connection, largeObjects);
        problems = AccessProblems.of(
                currentUser(),
                tables.values(),
                sequences.values(),
                rules,
                rules.largeObjects() ? largeObjects.unreadable() : 0);
    }

    /**
     * Look at the catalog in the connection's transaction.
     *
     * @param standby whether the server is in recovery
     * @throws ExportException of kind CONFIGURATION when a pattern is wrong or matches nothing
     */
    public static CatalogScan of(Connection connection, Selection selection, boolean standby) throws SQLException {
        return new CatalogScan(connection, selection, standby);
    }

    private String currentUser() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Return the tables that must be locked before they are read, by oid: those that pg_dump would lock. */
    public Map<Long, TableName> lockable() {
        Map<Long, TableName> names = new LinkedHashMap<>();
        tables.values().stream().filter(Relation::lockable).forEach(table -> names.put(table.oid(), table.name()));
        return names;
    }

    /** Return how many tables' rows are selected. */
    public long tablesWithData() {
        return tables.values().stream().filter(rules::data).count();
    }

    /** Return how many sequences' values are selected. */
    public long sequencesWithValues() {
        return sequences.values().stream().filter(rules::data).count();
    }

    /** Return what is not exported, and why. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    /** Return the failure of kind PERMISSION that names every right which the user lacks. */
    public Optional<ExportException> missingRights() {
        return problems.missingRights();
    }

    /** Return the failure of kind PERMISSION that names the tables of which row-level security would hide rows. */
    public Optional<ExportException> hiddenRows() {
        return problems.hiddenRows();
    }

    /** Read the rest, once the tables are locked: definitions, sizes, and the values of sequences. */
    public Catalog complete(int serverMajor) throws SQLException {
        Definitions definitions = Definitions.read(connection, tables.keySet());
        Map<Long, Storage> storage = Storage.read(connection, lockable().keySet());
        List<CatalogTable> described = tables.values().stream()
                .map(table -> table(table, definitions, storage.getOrDefault(table.oid(), Storage.NONE), serverMajor))
                .toList();
        return new Catalog(
                described,
                CatalogTypes.usedBy(
                        described.stream().map(CatalogTable::description).toList(), connection),
                sequences(),
                rules.largeObjects() ? largeObjects.count() : 0,
                leftOut);
    }

    private CatalogTable table(Relation table, Definitions definitions, Storage storage, int serverMajor) {
        Optional<String> condition = rules.condition(table);
        TableDescription description = new TableDescription(
                table.name(),
                kind(table),
                definitions.columns().getOrDefault(table.oid(), List.of()),
                definitions.primaryKeys().getOrDefault(table.oid(), List.of()),
                definitions.parents().getOrDefault(table.oid(), List.of()),
                rules.data(table));
        boolean splittable =
                table.ordinary() && table.heap() && condition.isEmpty() && serverMajor >= FIRST_WITH_TID_RANGE_SCAN;
        return new CatalogTable(
                table.oid(), description, storage.heap() + storage.toast(), storage.pages(), splittable, condition);
    }

    private static TableKind kind(Relation table) {
        return switch (table.kind()) {
            case 'r' -> TableKind.TABLE;
            case 'p' -> TableKind.PARTITIONED_TABLE;
            case 'm' -> TableKind.MATERIALIZED_VIEW;
            case 'f' -> TableKind.FOREIGN_TABLE;
            default -> throw new IllegalStateException("not a table: " + table.name());
        };
    }

    private List<CatalogSequence> sequences() throws SQLException {
        List<Relation> read = sequences.values().stream().filter(rules::data).toList();
        Map<Long, SequenceValues> values = SequenceValues.read(connection, read);
        return read.stream()
                .map(sequence -> sequence(sequence, Objects.requireNonNull(values.get(sequence.oid()))))
                .toList();
    }

    private CatalogSequence sequence(Relation sequence, SequenceValues values) {
        return new CatalogSequence(
                sequence.oid(),
                sequence.name(),
                values.lastValue(),
                values.isCalled(),
                rules.owner(sequence).map(Relation::name));
    }
}
