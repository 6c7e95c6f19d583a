package dev.pgexport.compare.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pgexport.api.ExportId;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What docs/comparison.schema.json describes. */
final class JsonReport implements Report {
    private static final int FORMAT_VERSION = 1;

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .addMixIn(ExportId.class, TextForm.class)
            .addMixIn(RowDifference.Value.class, NullForm.class)
            .addMixIn(RowDifference.Change.class, NullForm.class)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        Document document = new Document(
                FORMAT_VERSION,
                comparison.same(),
                Summary.of(comparison).sentence(),
                comparison.started(),
                comparison.took(),
                comparison.sides(),
                comparison.tables().stream().map(table -> Table.of(table, comparison.sides())));
        JsonGenerator generator = mapper.getFactory().createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.useDefaultPrettyPrinter();
        mapper.writeValue(generator, document);
        generator.writeRaw('\n');
        generator.close();
    }

    private record Document(
            int formatVersion,
            boolean same,
            String sentence,
            Instant started,
            Duration took,
            List<Side> sides,
            Stream<Table> tables) {}

    private record Table(String schema, String name, OptionalLong rows, List<Found> verdicts) {
        static Table of(TableComparison table, List<Side> sides) {
            return new Table(
                    table.table().schema(),
                    table.table().name(),
                    table.rows(),
                    IntStream.range(0, table.verdicts().size())
                            .mapToObj(i -> Found.of(
                                    sides.get(i + 1).label(), table.verdicts().get(i)))
                            .toList());
        }
    }

    private record Found(
            String side,
            String verdict,
            OptionalLong rows,
            OptionalLong missing,
            OptionalLong extra,
            OptionalLong changed,
            Optional<List<String>> columns,
            Optional<List<String>> schema,
            Optional<List<RowDifference>> examples,
            Optional<String> reason) {

        static Found of(String side, Verdict verdict) {
            if (verdict instanceof Verdict.Different different) {
                return new Found(
                        side,
                        "different",
                        OptionalLong.empty(),
                        OptionalLong.of(different.missing()),
                        OptionalLong.of(different.extra()),
                        OptionalLong.of(different.changed()),
                        Optional.of(different.columns()),
                        Optional.of(different.schema()),
                        Optional.of(different.examples()),
                        Optional.empty());
            }
            OptionalLong rows =
                    verdict instanceof Verdict.Same same ? OptionalLong.of(same.rows()) : OptionalLong.empty();
            Optional<String> reason =
                    verdict instanceof Verdict.NotComparable not ? Optional.of(not.reason()) : Optional.empty();
            return new Found(
                    side,
                    reason.isPresent() ? "not-comparable" : "same",
                    rows,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    reason);
        }
    }

    private interface TextForm {
        @JsonValue
        String value();
    }

    /** The form of what is null in the database, which is something else than absent. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private interface NullForm {}
}
