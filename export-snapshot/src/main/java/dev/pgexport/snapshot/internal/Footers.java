package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Store;
import dev.pgexport.snapshot.parquet.ParquetColumn;
import dev.pgexport.snapshot.parquet.ParquetFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Reads the rows of Parquet files from their footers, by one request for each. Thread-safe. */
final class Footers {
    private final Store store;
    private final Map<TableName, Set<String>> columns;
    private final Set<TableName> different = ConcurrentHashMap.newKeySet();
    private volatile boolean damaged;

    Footers(Store store, List<TableDescription> tables) {
        this.store = store;
        this.columns = tables.stream()
                .collect(Collectors.toUnmodifiableMap(
                        TableDescription::name,
                        table -> table.columns().stream()
                                .map(ColumnDescription::name)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** Return whether a file was found that is none of Parquet. */
    boolean damaged() {
        return damaged;
    }

    Written read(Key key, TableName table) throws InterruptedException {
        try (ParquetFile file = ParquetFile.open(store.source(key))) {
            Set<String> found =
                    file.footer().columns().stream().map(ParquetColumn::name).collect(Collectors.toUnmodifiableSet());
            return new Written(Map.of(table, file.footer().rows()), warnings(table, found));
        } catch (ExportException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted =
                        new InterruptedException("interrupted while reading " + store.shown(key));
                interrupted.initCause(e);
                throw interrupted;
            }
            damaged |= e.kind() == Kind.INTEGRITY;
            throw e;
        }
    }

    /** A table's files say the same; so one of them is spoken of. */
    private List<String> warnings(TableName table, Set<String> found) {
        Set<String> reported = Optional.ofNullable(columns.get(table)).orElse(Set.of());
        return reported.equals(found) || !different.add(table)
                ? List.of()
                : List.of("the files of " + table + " have the columns "
                        + found.stream().sorted().toList() + ", and RDS reports "
                        + reported.stream().sorted().toList());
    }
}
