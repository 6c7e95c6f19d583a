package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pgexport.api.ExportException;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
    @TempDir
    private Path folder;

    @Test
    void theExtensionSaysTheForm() throws IOException {
        Map<String, String> starts = Map.of(
                "a.html", "<!DOCTYPE html>",
                "a.md", "## ✅ copy and pgdump hold the same",
                "A.MD", "## ✅",
                "a.json", "{\n  \"formatVersion\" : 1,",
                "a.b.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        for (Map.Entry<String, String> start : starts.entrySet()) {
            Path file = folder.resolve(start.getKey());
            ReportFile.of(file).write(Comparisons.same());

            assertThat(file).content().startsWith(start.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "report.txt", "html", "report.html.gz", "/"})
    void anotherExtensionIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportFile.of(Path.of(name)))
                .withMessage("the name of a report ends in .html, .md, .json or .xml: " + name);
    }

    @Test
    void aReportTakesThePlaceOfAnEarlierOne() throws IOException {
        Path file = Files.writeString(folder.resolve("a.md"), "earlier");

        ReportFile.of(file).write(Comparisons.same());

        assertThat(file).content().doesNotContain("earlier");
        assertThat(files()).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.html", "a.md", "a.json", "a.xml"})
    void aReportThatFailsLeavesTheEarlierOneAndNothingElse(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "earlier");
        TableComparison broken = new TableComparison(null, OptionalLong.of(1), List.of(new Verdict.Same(1)));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> ReportFile.of(file)
                        .write(Comparisons.comparison(
                                List.of(Comparisons.export("copy"), Comparisons.export("pgdump")), broken)));

        assertThat(file).content().isEqualTo("earlier");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void theFolderIsMadeBeforeTheComparison() {
        Path file = folder.resolve("a/b/c.html");

        ReportFile.of(file).prepare();

        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void aPlaceWhereNothingCanBeWrittenIsFoundBeforeTheComparison() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("a.html");
        Path taken = Files.createDirectory(folder.resolve("taken.html"));

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> ReportFile.of(file).prepare())
                .withMessageStartingWith("cannot write the report " + file);
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> ReportFile.of(taken).prepare())
                .withMessage("cannot write the report " + taken + ": it is a folder");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
