package dev.pgexport.compare.report;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.RowDifference.Change;
import dev.pgexport.compare.RowDifference.Kind;
import dev.pgexport.compare.RowDifference.Value;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.StrategyStatistics;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Comparisons to report about. */
final class Comparisons {
    /** What a user may call a table, with all that forms of reports take for their own signs. */
    static final String HOSTILE =
            "</code></table><script>alert(1)</script><img src=http://example.org/x>|`*_~[a](http://example.org)@nobody"
                    + " #1 \\| www.example.org\n# x\r\n\u0000\u0001\u001b\u202e\ufffe\ud800'\"&amp;";

    private static final Instant STARTED = Instant.parse("2026-11-25T18:42:07.123Z");

    private Comparisons() {}

    static TableName table(String name) {
        return new TableName("public", name);
    }

    static Side export(String strategy) {
        return new Side(
                strategy,
                URI.create("s3://exports/nightly/"),
                Optional.of(new ExportId("20261125T184000Z-chess-" + strategy + "-k3f9")),
                Optional.of(strategy),
                "17.11",
                Optional.of(STARTED.minusSeconds(60)),
                List.of(),
                Optional.empty());
    }

    static Side database(String label) {
        return new Side(
                label,
                URI.create("postgresql://reader@db.example.com/chess"),
                Optional.empty(),
                Optional.empty(),
                "17.11",
                Optional.of(STARTED),
                List.of(),
                Optional.empty());
    }

    static Side measured(Side side, StrategyStatistics statistics, LeftOut... leftOut) {
        return new Side(
                side.label(),
                side.location(),
                side.id(),
                side.strategy(),
                side.serverVersion(),
                side.snapshotTime(),
                List.of(leftOut),
                Optional.of(statistics));
    }

    static StrategyStatistics statistics(long milliseconds, long bytes, long peakMemory, long blocksRead) {
        return new StrategyStatistics(
                Duration.ofMillis(milliseconds),
                Optional.of(Duration.ofMillis(milliseconds / 20)),
                bytes,
                OptionalLong.of(61_203_331),
                OptionalLong.of(505_213),
                OptionalLong.of(peakMemory),
                Optional.of(Duration.ofMillis(milliseconds + 700)),
                OptionalLong.of(3),
                Optional.of(Duration.ofMillis(milliseconds - 40)),
                OptionalLong.of(blocksRead),
                OptionalLong.of(0),
                OptionalLong.empty());
    }

    /** Two exports that are the same. */
    static Comparison same() {
        return comparison(
                List.of(export("copy"), export("pgdump")),
                new TableComparison(table("games"), OptionalLong.of(5_213), List.of(new Verdict.Same(5_213))),
                new TableComparison(table("moves"), OptionalLong.of(500_000), List.of(new Verdict.Same(500_000))));
    }

    /** Three strategies, one of which differs, with everything that a report may say. */
    static Comparison full() {
        Side copy = measured(export("copy"), statistics(3_120, 14_155_776, 148_897_792, 412));
        Side pgdump = measured(
                export("pgdump"),
                statistics(5_480, 15_925_248, 171_966_464, 398),
                new LeftOut("role", "reporting", "pg_dump does not write roles"));
        Side snapshot = measured(
                export("snapshot"),
                statistics(1_284_000, 22_544_384, 96_468_992, 0),
                new LeftOut("type", "public.money_range", "a snapshot export turns the type into text"),
                new LeftOut("large objects", "all", "a snapshot export holds tables alone"),
                new LeftOut("table data", "public.audit", "a snapshot export leaves out tables without a primary key"));
        return comparison(
                List.of(copy, pgdump, snapshot),
                found(
                        "audit",
                        12_040,
                        new Verdict.Same(12_040),
                        new Verdict.NotComparable("this export does not hold it")),
                found("clubs", 312, new Verdict.Same(312), new Verdict.Same(312)),
                found("games", 20_000, new Verdict.Same(20_000), games()),
                found("moves", 400_000, new Verdict.Same(400_000), new Verdict.Same(400_000)),
                found("openings", 3_301, new Verdict.Same(3_301), openings()),
                found("players", 60_000, new Verdict.Same(60_000), new Verdict.Same(60_000)),
                found("ratings", 9_560, new Verdict.Same(9_560), new Verdict.Same(9_560)));
    }

    private static Verdict games() {
        return new Verdict.Different(
                2,
                1,
                14,
                List.of("played_at", "notes"),
                List.of("the column played_at is timestamp without time zone, was timestamp with time zone"),
                List.of(
                        new RowDifference(Kind.MISSING, List.of(value("id", "19998")), List.of()),
                        new RowDifference(Kind.EXTRA, List.of(value("id", "20001")), List.of()),
                        new RowDifference(
                                Kind.CHANGED,
                                List.of(value("id", "7")),
                                List.of(
                                        new Change(
                                                "played_at",
                                                Optional.of("2026-03-29 01:30:00+00"),
                                                Optional.of("2026-03-29 02:30:00")),
                                        new Change("notes", Optional.of(""), Optional.empty())))));
    }

    private static Verdict openings() {
        return new Verdict.Different(
                0,
                0,
                1,
                List.of("line"),
                List.of(),
                List.of(new RowDifference(
                        Kind.CHANGED,
                        List.of(value("code", "C42")),
                        List.of(new Change(
                                "line", Optional.of("1. e4 e5 2. Nf3 Nf6"), Optional.of("1. e4 e5 2. Nf3 Nf6 "))))));
    }

    /** Every text that comes from outside is hostile. */
    static Comparison hostile() {
        Side first = export("copy");
        Side second = new Side(
                "pgdump " + HOSTILE,
                URI.create("postgresql://db/a%3Cb%3E?x=%27&y=1"),
                Optional.of(new ExportId("20261125T184000Z-chess-pgdump-k3f9")),
                Optional.of(HOSTILE),
                "17.11 " + HOSTILE,
                Optional.empty(),
                List.of(new LeftOut(HOSTILE, HOSTILE, HOSTILE)),
                Optional.of(statistics(5_480, 15_925_248, 171_966_464, 398)));
        Verdict different = new Verdict.Different(
                1,
                0,
                1,
                List.of(HOSTILE),
                List.of(HOSTILE),
                List.of(
                        new RowDifference(Kind.MISSING, List.of(value(HOSTILE, HOSTILE)), List.of()),
                        new RowDifference(
                                Kind.CHANGED,
                                List.of(value(HOSTILE, HOSTILE)),
                                List.of(new Change(HOSTILE, Optional.of(HOSTILE), Optional.of(HOSTILE + " "))))));
        return comparison(
                List.of(first, second),
                new TableComparison(new TableName(HOSTILE, HOSTILE), OptionalLong.of(2), List.of(different)),
                new TableComparison(table("x"), OptionalLong.empty(), List.of(new Verdict.NotComparable(HOSTILE))));
    }

    /** More than a page shows at once: many sides, tables, long words. */
    static Comparison large() {
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Side side = export("strategy-with-a-long-name-" + i);
            sides.add(measured(
                    side, statistics(1_000L << i, 1_000_000L << i, 9_000_000_000L, i), leftOut(i == 3 ? 40 : 0)));
        }
        TableComparison[] tables = new TableComparison[12];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = found(
                    "a_table_with_a_name_as_long_as_postgresql_allows_which_is_" + (10_000 + i),
                    Long.MAX_VALUE / 100,
                    new Verdict.Same(Long.MAX_VALUE / 100),
                    new Verdict.Different(
                            Long.MAX_VALUE / 1000,
                            0,
                            0,
                            List.of("c".repeat(63)),
                            List.of(),
                            List.of(new RowDifference(
                                    Kind.CHANGED,
                                    List.of(value("k".repeat(63), "v".repeat(500))),
                                    List.of(new Change(
                                            "c".repeat(63),
                                            Optional.of("x".repeat(500)),
                                            Optional.of("word ".repeat(100))))))),
                    new Verdict.NotComparable("r".repeat(300)),
                    new Verdict.Same(1),
                    new Verdict.Same(1));
        }
        return comparison(sides, tables);
    }

    private static LeftOut[] leftOut(int count) {
        LeftOut[] leftOut = new LeftOut[count];
        for (int i = 0; i < count; i++) {
            leftOut[i] = new LeftOut("type", "public." + "t".repeat(120) + i, "it is not carried");
        }
        return leftOut;
    }

    static Comparison comparison(List<Side> sides, TableComparison... tables) {
        return new Comparison(sides, List.of(tables), STARTED, Duration.ofMillis(4_210));
    }

    static TableComparison found(String name, long rows, Verdict... verdicts) {
        return new TableComparison(table(name), OptionalLong.of(rows), List.of(verdicts));
    }

    static Value value(String column, String text) {
        return new Value(column, Optional.of(text));
    }
}
