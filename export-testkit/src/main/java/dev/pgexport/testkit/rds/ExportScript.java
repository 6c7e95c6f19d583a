package dev.pgexport.testkit.rds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What becomes of an export task. Immutable; starts from {@link #PLAIN}. Tables are named as RDS does,
 * {@code database.schema.table}.
 */
public final class ExportScript {
    /** Everything goes well; what RDS skips by its documentation is skipped. */
    public static final ExportScript PLAIN = new ExportScript();

    private boolean batchFolders = true;
    private boolean markerOfEmptyTables;
    private int tablesPerReport = 500;
    private TableLayout layout = TableLayout.ONE_FILE;
    private Map<String, TableLayout> layouts = Map.of();
    private Map<String, String> skipped = Map.of();
    private Map<String, String> failing = Map.of();
    private List<String> unmentioned = List.of();
    private List<String> unwritten = List.of();
    private Map<String, String> databaseWarnings = Map.of();
    private Optional<String> warning = Optional.empty();
    private Optional<Failure> failure = Optional.empty();

    private ExportScript() {}

    private ExportScript(ExportScript other) {
        batchFolders = other.batchFolders;
        markerOfEmptyTables = other.markerOfEmptyTables;
        tablesPerReport = other.tablesPerReport;
        layout = other.layout;
        layouts = other.layouts;
        skipped = other.skipped;
        failing = other.failing;
        unmentioned = other.unmentioned;
        unwritten = other.unwritten;
        databaseWarnings = other.databaseWarnings;
        warning = other.warning;
        failure = other.failure;
    }

    /** Write by the older convention: the files of a table lie in its folder, without one for the batch. */
    public ExportScript withoutBatchFolders() {
        return changed(copy -> copy.batchFolders = false);
    }

    /** Leave a {@code _SUCCESS} of a table without rows, of which nothing is left otherwise. */
    public ExportScript withMarkerOfEmptyTables() {
        return changed(copy -> copy.markerOfEmptyTables = true);
    }

    /** Begin another {@code export_tables_info} after so many tables. */
    public ExportScript withTablesPerReport(int tables) {
        return changed(copy -> copy.tablesPerReport = tables);
    }

    /** Lay out all tables so, but for those that have a layout of their own. */
    public ExportScript withLayout(TableLayout every) {
        return changed(copy -> copy.layout = every);
    }

    /** Lay out one table so. */
    public ExportScript withLayout(String target, TableLayout own) {
        return changed(copy -> copy.layouts = and(copy.layouts, target, own));
    }

    /** Skip a table: no file, SKIPPED in the report, and the reason in the task's warning. */
    public ExportScript withSkipped(String target, String reason) {
        return changed(copy -> copy.skipped = and(copy.skipped, target, reason));
    }

    /** Let a table fail: FAILED in the report, with the reason, and some of its files. The task completes all the same. */
    public ExportScript withFailing(String target, String reason) {
        return changed(copy -> copy.failing = and(copy.failing, target, reason));
    }

    /** Say nothing of a table, and write nothing of it. */
    public ExportScript withUnmentioned(String target) {
        return changed(copy -> copy.unmentioned = and(copy.unmentioned, target));
    }

    /** Report a table as complete, and write nothing of it. */
    public ExportScript withUnwritten(String target) {
        return changed(copy -> copy.unwritten = and(copy.unwritten, target));
    }

    /** Put a warning about a whole database into the report. */
    public ExportScript withDatabaseWarning(String database, String message) {
        return changed(copy -> copy.databaseWarnings = and(copy.databaseWarnings, database, message));
    }

    /** Let the task complete with this for its warning, whatever happened. */
    public ExportScript withWarning(String json) {
        return changed(copy -> copy.warning = Optional.of(json));
    }

    /**
     * Let the task complete without any table, with the warning of AWS's sample.
     *
     * @param database whose tables RDS cannot list
     */
    public ExportScript withUnlistedDatabase(String database) {
        return withWarning("{\"skippedTables\":[],\"skippedObjectives\":[],\"general\":[{\"reason\":"
                        + "\"FAILED_TO_EXTRACT_TABLES_LIST_FOR_DATABASE\"}]}")
                .withUnmentioned(database);
    }

    /**
     * Let the task fail.
     *
     * @param percent after how much, 0 to 100; at 0 it fails without ever being in progress
     * @param cause what the task says
     */
    public ExportScript withFailure(int percent, String cause) {
        return changed(copy -> copy.failure = Optional.of(new Failure(percent, cause)));
    }

    private ExportScript changed(Consumer<ExportScript> change) {
        ExportScript copy = new ExportScript(this);
        change.accept(copy);
        return copy;
    }

    private static <V> Map<String, V> and(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return Map.copyOf(more);
    }

    private static List<String> and(List<String> list, String item) {
        return Stream.concat(list.stream(), Stream.of(item)).toList();
    }

    boolean hasBatchFolders() {
        return batchFolders;
    }

    boolean marksEmptyTables() {
        return markerOfEmptyTables;
    }

    int tablesPerReport() {
        return tablesPerReport;
    }

    TableLayout layout(ExportedTable table) {
        return layouts.getOrDefault(table.target(), layout);
    }

    Optional<String> skipped(ExportedTable table) {
        return Optional.ofNullable(skipped.get(table.target())).or(table::skipped);
    }

    Optional<String> failing(ExportedTable table) {
        return Optional.ofNullable(failing.get(table.target()));
    }

    boolean mentions(ExportedTable table) {
        return !unmentioned.contains(table.target())
                && !unmentioned.contains(table.database().name());
    }

    boolean writes(ExportedTable table) {
        return !unwritten.contains(table.target());
    }

    Map<String, String> databaseWarnings() {
        return databaseWarnings;
    }

    Optional<String> warning() {
        return warning;
    }

    Optional<Failure> failure() {
        return failure;
    }

    /** When a task fails, and what it says. */
    record Failure(int percent, String cause) {}
}
