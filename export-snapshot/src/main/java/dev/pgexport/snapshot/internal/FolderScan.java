package dev.pgexport.snapshot.internal;

import dev.pgexport.snapshot.internal.result.ReportFiles;
import dev.pgexport.snapshot.internal.result.TableFolder;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Place;
import dev.pgexport.snapshot.internal.storage.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What lies under a task's folder, by one listing; its size grows with the tables, not with the objects.
 *
 * @param reports the reports by name
 * @param folders what the tables' folders hold, by {@code database/schema.table}
 * @param others what is neither
 */
record FolderScan(Map<String, Key> reports, Map<String, Amount> folders, Amount others) {
    /**
     * Objects together.
     *
     * @param objects how many, with empty ones
     * @param filled how many are not empty
     */
    record Amount(long objects, long filled, long bytes) {
        static final Amount NOTHING = new Amount(0, 0, 0);

        Amount and(Key key) {
            return new Amount(objects + 1, filled + (key.bytes() > 0 ? 1 : 0), bytes + key.bytes());
        }

        Amount and(Amount other) {
            return new Amount(objects + other.objects, filled + other.filled, bytes + other.bytes);
        }
    }

    static FolderScan of(Store store, Place place) throws InterruptedException {
        Map<String, Key> reports = new TreeMap<>();
        Map<String, Amount> folders = new HashMap<>();
        Amount others = Amount.NOTHING;
        try (Stream<Key> keys = store.list(place.prefix())) {
            for (var each = keys.iterator(); each.hasNext(); ) {
                Key key = each.next();
                String name = key.key().substring(place.prefix().length());
                Optional<String> folder = TableFolder.holding(name);
                if (ReportFiles.isReport(name)) {
                    reports.put(name, key);
                } else if (folder.isPresent()) {
                    folders.merge(folder.get(), Amount.NOTHING.and(key), Amount::and);
                } else {
                    others = others.and(key);
                }
            }
        }
        return new FolderScan(reports, folders, others);
    }

    /** Return all objects but those of some folders. */
    Amount total() {
        Amount total = others;
        for (Key report : reports.values()) {
            total = total.and(report);
        }
        for (Amount folder : folders.values()) {
            total = total.and(folder);
        }
        return total;
    }
}
