package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.compare.Comparison;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    @Test
    void theVerdictComesFirst() throws Exception {
        assertThat(texts(parse(Comparisons.full()), "h1").get(0).strip())
                .isEqualTo("snapshot differs from copy in 2 of 7 tables, and 1 could not be compared; pgdump holds the"
                        + " same as copy.");
    }

    @Test
    void whatAManagerAsksFirstComesFirst() throws Exception {
        assertThat(texts(parse(Comparisons.full()), "h2"))
                .containsExactly(
                        "What was compared",
                        "What differs",
                        "What could not be compared",
                        "What each export took",
                        "What each export does not hold",
                        "All tables");
    }

    @Test
    void whatIsNotThereHasNoHeading() throws Exception {
        assertThat(texts(parse(Comparisons.same()), "h2"))
                .containsExactly("What was compared", "What each export does not hold", "All tables");
    }

    @Test
    void everyTableHasACaptionAndEveryHeadingSaysWhatItHeads() throws Exception {
        Document page = parse(Comparisons.full());

        NodeList tables = page.getElementsByTagName("table");
        assertThat(texts(page, "caption")).hasSize(tables.getLength()).noneMatch(String::isBlank);
        NodeList headings = page.getElementsByTagName("th");
        assertThat(IntStream.range(0, headings.getLength())
                        .mapToObj(i -> headings.item(i).getAttributes().getNamedItem("scope")))
                .isNotEmpty()
                .doesNotContainNull();
    }

    @Test
    void aChartSaysInWordsWhatItShows() throws Exception {
        NodeList drawings = parse(Comparisons.full()).getElementsByTagName("svg");

        assertThat(IntStream.range(0, drawings.getLength())
                        .mapToObj(i -> drawings.item(i).getAttributes())
                        .filter(attributes -> attributes.getNamedItem("role") != null)
                        .map(attributes -> attributes.getNamedItem("aria-label").getNodeValue()))
                .containsExactly(
                        "Wall time: copy 3.1 s, pgdump 5.5 s, snapshot 21 min 24 s",
                        "Stored: copy 13.5 MiB, pgdump 15.2 MiB, snapshot 21.5 MiB",
                        "Peak memory: copy 142 MiB, pgdump 164 MiB, snapshot 92.0 MiB");
    }

    @Test
    void whatWasNotMeasuredIsNotCalledZero() throws Exception {
        String page = write(Comparisons.full());

        assertThat(page).contains("Temporary files of the server").doesNotContain("Requests to the storage");
    }

    @Test
    void nullIsNotAnEmptyText() throws Exception {
        assertThat(write(Comparisons.full()))
                .contains("<span class=\"null\">empty text</span></td>")
                .contains("<span class=\"null\">NULL</span></td>");
    }

    @Test
    void noTextBecomesMarkup() throws Exception {
        Document page = parse(Comparisons.hostile());

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(texts(page, "h3").get(0)).contains("</code></table><script>alert(1)</script>");
    }

    /** Well-formed XML, so that it is well-formed HTML as well. */
    private static Document parse(Comparison comparison) throws Exception {
        String page = write(comparison).substring("<!DOCTYPE html>".length()).strip();
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static String write(Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReport().write(comparison, out);
        return out.toString();
    }

    private static List<String> texts(Document page, String element) {
        NodeList found = page.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }
}
