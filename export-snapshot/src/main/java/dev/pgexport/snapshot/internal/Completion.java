package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.snapshot.internal.FolderScan.Amount;
import dev.pgexport.snapshot.internal.check.CatalogCheck;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.read.ParquetReading;
import dev.pgexport.snapshot.internal.result.ReportFiles;
import dev.pgexport.snapshot.internal.result.Reports;
import dev.pgexport.snapshot.internal.result.TableFolder;
import dev.pgexport.snapshot.internal.result.TableReport;
import dev.pgexport.snapshot.internal.result.TargetNames;
import dev.pgexport.snapshot.internal.result.TaskWarning;
import dev.pgexport.snapshot.internal.result.Verdict;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Landing;
import dev.pgexport.snapshot.internal.storage.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.ExportTask;

/** Finds out whether a task that says it is complete has written all that is wanted, and what that is. */
final class Completion {
    private static final int SHOWN = 10;

    private final Plan plan;
    private final Session session;
    private final Landing landing;
    private final ExportListener listener;
    private final TargetNames names;

    /** The reports of wanted tables, and of those that are not. */
    private final Map<TableName, TableReport> wanted = new TreeMap<>();

    private final Map<TableName, TableReport> surplus = new TreeMap<>();
    private final Map<TableName, String> reportOf = new HashMap<>();

    Completion(Plan plan, Session session, Landing landing, ExportListener listener) {
        this.plan = plan;
        this.session = session;
        this.landing = landing;
        this.listener = listener;
        Set<TableName> known = new HashSet<>(plan.tables().named());
        plan.catalog().ifPresent(catalog -> catalog.tables().forEach(table -> known.add(table.name())));
        this.names = new TargetNames(plan.database(), known);
    }

    /** @throws ExportException of kind INTEGRITY when something is missing or failed */
    Completed read(ExportTask task) throws InterruptedException {
        String identifier = task.exportTaskIdentifier();
        Place place = landing.place().resolve(identifier);
        FolderScan scan = FolderScan.of(session.store(), place);
        ReportFiles files = ReportFiles.of(identifier, scan.reports().keySet());
        requireComplete(scan, files);
        Verdict verdict = new Verdict(names, plan.tables()::includes);
        verdict.warning(
                TaskWarning.of(Optional.ofNullable(task.warningMessage()).filter(said -> !said.isBlank())));
        for (String file : files.tables()) {
            for (TableReport report : Reports.tables(content(scan, file), file)) {
                verdict.table(report);
                sort(report, file);
            }
        }
        Map<String, TableName> folders = folders();
        Map<String, List<TableName>> withoutFile = withoutFile(scan, verdict);
        verdict.missing(missing());
        verdict.require(identifier);
        requireMatches();
        requireKnown(scan, folders);
        Amount deleted = deleteSurplus(scan, folders, place);
        Amount total = scan.total();
        tellEmpty(withoutFile.values());
        return new Completed(
                identifier,
                place,
                description(task),
                folders,
                withoutFile,
                total.objects() - deleted.objects(),
                total.bytes() - deleted.bytes());
    }

    private byte[] content(FolderScan scan, String file) throws InterruptedException {
        Key key = Optional.ofNullable(scan.reports().get(file)).orElseThrow();
        return session.store().read(key);
    }

    private void requireComplete(FolderScan scan, ReportFiles files) throws InterruptedException {
        String status =
                Reports.status(content(scan, files.info()), files.info()).orElse("COMPLETE");
        if (!status.equals("COMPLETE")) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    "RDS says that the export is complete, and in " + files.info() + " that it is " + status);
        }
    }

    private void sort(TableReport report, String file) {
        Optional<TableName> table = names.table(report.target());
        if (table.isEmpty()) {
            return;
        }
        boolean known = (plan.tables().includes(table.get()) ? wanted : surplus).put(table.get(), report) != null;
        if (known) {
            throw new ExportException(Kind.INTEGRITY, "RDS reports the table " + table.get() + " twice");
        }
        reportOf.put(table.get(), file);
    }

    /** Return the wanted tables by folder, where no other table's files may be. */
    private Map<String, TableName> folders() {
        Map<String, TableName> folders = new HashMap<>();
        for (TableName table : wanted.keySet()) {
            TableName other = folders.put(TableFolder.of(plan.database(), table), table);
            requireAlone(table, Optional.ofNullable(other));
        }
        for (TableName table : surplus.keySet()) {
            requireAlone(table, Optional.ofNullable(folders.get(TableFolder.of(plan.database(), table))));
        }
        return folders;
    }

    private static void requireAlone(TableName table, Optional<TableName> other) {
        if (other.isPresent()) {
            throw new ExportException(
                            Kind.INTEGRITY,
                            "RDS wrote the tables " + other.get() + " and " + table
                                    + " to one folder, so that nobody can tell their rows apart")
                    .withAdvice("export them one by one by -t, or use --strategy copy");
        }
    }

    private Map<String, List<TableName>> withoutFile(FolderScan scan, Verdict verdict) {
        Map<String, List<TableName>> without = new HashMap<>();
        wanted.forEach((table, report) -> {
            Amount files = scan.folders().getOrDefault(TableFolder.of(plan.database(), table), Amount.NOTHING);
            if (files.filled() == 0) {
                verdict.withoutFile(report);
                without.computeIfAbsent(
                                Optional.ofNullable(reportOf.get(table)).orElseThrow(), file -> new ArrayList<>())
                        .add(table);
            }
        });
        return without;
    }

    /** Return the tables that must be there and of which nothing is said. */
    private Set<TableName> missing() {
        Set<TableName> missing = new TreeSet<>(plan.tables().named());
        if (plan.source().current()) {
            Map<TableName, List<TableName>> parents = new HashMap<>();
            plan.catalog()
                    .ifPresent(catalog -> catalog.tables()
                            .forEach(table -> parents.put(
                                    table.name(), table.description().parents())));
            plan.catalogCheck().map(CatalogCheck::expected).orElse(List.of()).stream()
                    .map(CatalogTable::name)
                    .filter(table -> !isIn(table, parents))
                    .forEach(missing::add);
        }
        missing.removeAll(wanted.keySet());
        return missing;
    }

    /** Whether the rows of a partition lie in a folder of its own or in the one of the whole table is RDS's choice. */
    private boolean isIn(TableName table, Map<TableName, List<TableName>> parents) {
        return wanted.containsKey(table)
                || parents.getOrDefault(table, List.of()).stream().anyMatch(parent -> isIn(parent, parents));
    }

    private void requireMatches() {
        if (wanted.isEmpty() && plan.tables().asks()) {
            throw new ExportException(Kind.CONFIGURATION, "no matching tables were found in the snapshot")
                    .withAdvice(
                            "perhaps check the patterns: unquoted letters are folded to lower case, and a table outside"
                                    + " of public needs its schema before it");
        }
        if (wanted.isEmpty() && surplus.isEmpty()) {
            throw new ExportException(Kind.INTEGRITY, "RDS reports no table of the database " + plan.database())
                    .withAdvice("perhaps correct --snapshot-database");
        }
    }

    /** A file under our database's folder that belongs to no table that RDS reports is not understood. */
    private void requireKnown(FolderScan scan, Map<String, TableName> folders) {
        String database =
                TableFolder.of(plan.database(), new TableName("x", "x")).replaceFirst("/.*", "/");
        Set<String> known = surplus.keySet().stream()
                .map(table -> TableFolder.of(plan.database(), table))
                .collect(Collectors.toSet());
        for (String folder : scan.folders().keySet()) {
            if (folder.startsWith(database) && !folders.containsKey(folder) && !known.contains(folder)) {
                throw new ExportException(
                        Kind.INTEGRITY, "RDS wrote " + folder + ", and says nothing of such a table in its reports");
            }
        }
    }

    private Amount deleteSurplus(FolderScan scan, Map<String, TableName> folders, Place place)
            throws InterruptedException {
        Amount deleted = Amount.NOTHING;
        for (Map.Entry<String, Amount> folder : scan.folders().entrySet()) {
            if (!folders.containsKey(folder.getKey())) {
                session.store().deleteAll(place.prefix() + folder.getKey() + "/");
                deleted = deleted.and(folder.getValue());
            }
        }
        return deleted;
    }

    private void tellEmpty(Collection<List<TableName>> withoutFile) {
        List<TableName> empty =
                withoutFile.stream().flatMap(List::stream).sorted().toList();
        if (!empty.isEmpty()) {
            listener.warning(
                    "RDS wrote no file of " + empty.size() + " tables, which are taken to be empty: " + shown(empty));
        }
    }

    private static String shown(List<TableName> tables) {
        return tables.stream().limit(SHOWN).map(TableName::toString).collect(Collectors.joining(", "))
                + (tables.size() > SHOWN ? " and " + (tables.size() - SHOWN) + " more" : "");
    }

    private ExportDescription description(ExportTask task) throws InterruptedException {
        Optional<Origin> origin = Provenance.of(plan.source(), session.origins(), task.sourceArn());
        Instant moment = Optional.ofNullable(task.snapshotTime())
                .or(() -> origin.flatMap(Origin::moment))
                .or(() -> Optional.ofNullable(task.taskStartTime()))
                .orElseGet(Instant::now);
        return new ExportDescription(
                        new SourceDescription(
                                plan.database(),
                                origin.map(Origin::engineVersion).orElse("unknown"),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                "UTF8",
                                Optional.of(task.sourceArn()),
                                Optional.empty(),
                                moment),
                        Consistency.STORAGE_SNAPSHOT,
                        Contents.DATA_ONLY,
                        wanted.entrySet().stream()
                                .map(table -> new TableDescription(
                                        table.getKey(),
                                        TableKind.TABLE,
                                        table.getValue().columns(),
                                        List.of(),
                                        List.of(),
                                        true))
                                .toList(),
                        leftOut())
                .withReader(ParquetReading.NAME);
    }

    private List<LeftOut> leftOut() {
        List<LeftOut> leftOut = new ArrayList<>();
        leftOut.add(new LeftOut(
                "definitions",
                plan.database(),
                "RDS exports rows alone: no schema, indexes, constraints or functions"));
        leftOut.add(new LeftOut("sequence values", plan.database(), "RDS does not export sequences"));
        leftOut.add(new LeftOut("large objects", plan.database(), "RDS does not export large objects"));
        wanted.forEach((table, report) -> report.notExported()
                .forEach(column -> leftOut.add(new LeftOut(
                        "column", table + "." + column, "RDS has no Parquet type for it and does not export it"))));
        surplus.keySet()
                .forEach(table -> leftOut.add(new LeftOut(
                        "table data",
                        table.toString(),
                        "not selected by the patterns: RDS exported it with the rest, and it was deleted")));
        plan.catalog().ifPresent(catalog -> leftOut.addAll(catalog.leftOut()));
        return leftOut;
    }
}
