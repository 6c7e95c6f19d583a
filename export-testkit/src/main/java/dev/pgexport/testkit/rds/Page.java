package dev.pgexport.testkit.rds;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a listing, in the order of the identifiers.
 *
 * @param marker where the next begins; empty for the last
 */
record Page<T>(List<T> records, Optional<String> marker) {
    /**
     * Return the page that a request asks for.
     *
     * @param most records, whatever the request says: RDS may answer fewer than it is asked for
     */
    static <T> Page<T> of(Collection<T> all, Function<T, String> identifier, Node parameters, int most) {
        int records = Math.min(most, RequestRules.maxRecords(parameters.text("MaxRecords")));
        String after = parameters.text("Marker").map(Page::decoded).orElse("");
        List<T> rest = all.stream()
                .filter(one -> identifier.apply(one).compareTo(after) > 0)
                .sorted((one, other) -> identifier.apply(one).compareTo(identifier.apply(other)))
                .limit(records + 1L)
                .toList();
        if (rest.size() <= records) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> page = rest.subList(0, records);
        return new Page<>(page, Optional.of(encoded(identifier.apply(page.get(records - 1)))));
    }

    private static String encoded(String identifier) {
        return Base64.getUrlEncoder().encodeToString(identifier.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RdsError.invalidValue("Invalid value for Marker").exception();
        }
    }

    /** Return the answer's part for the page. */
    XmlElement xml(String result, String list, Function<T, XmlElement> xml) {
        return XmlElement.present(
                result,
                Optional.of(XmlElement.of(list, records.stream().map(xml).toList())),
                XmlElement.text("Marker", marker));
    }
}
