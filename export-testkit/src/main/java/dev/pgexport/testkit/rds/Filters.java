package dev.pgexport.testkit.rds;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The filters of a request, all of which a record must pass, by one of each one's values. */
final class Filters {
    private final Map<String, List<String>> values = new HashMap<>();

    Filters(Node parameters, Set<String> supported) {
        for (Node filter : parameters.items("Filters", "Filter")) {
            String name = filter.required("Name");
            if (!supported.contains(name)) {
                throw RdsError.invalidValue("Unrecognized filter name: " + name).exception();
            }
            values.put(name, filter.texts("Values", "Value"));
        }
    }

    /** Add what a parameter of its own asks for. */
    Filters and(String name, Optional<String> value) {
        value.ifPresent(only -> values.put(name, List.of(only)));
        return this;
    }

    /** Return the records that pass, given how a filter's name finds the value of a record. */
    <T> List<T> passing(Collection<T> records, Map<String, Function<T, String>> value) {
        return records.stream()
                .filter(record -> values.entrySet().stream()
                        .allMatch(filter -> Optional.ofNullable(value.get(filter.getKey()))
                                .map(found -> filter.getValue().contains(found.apply(record)))
                                .orElse(false)))
                .toList();
    }
}
