package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pgexport.compare.Comparison;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitReportTest {
    @Test
    void thereIsASuiteForEachSideButTheFirst() throws Exception {
        List<Element> suites = elements(parse(Comparisons.full()), "testsuite");

        assertThat(suites)
                .extracting(
                        suite -> suite.getAttribute("name"),
                        suite -> suite.getAttribute("tests"),
                        suite -> suite.getAttribute("failures"),
                        suite -> suite.getAttribute("skipped"))
                .containsExactly(
                        tuple("pgdump compared with copy", "7", "0", "0"),
                        tuple("snapshot compared with copy", "7", "2", "1"));
    }

    @Test
    void thereIsACaseForEachTableAndSide() throws Exception {
        assertThat(elements(parse(Comparisons.same()), "testcase"))
                .extracting(found -> found.getAttribute("classname") + " " + found.getAttribute("name"))
                .containsExactly("pgexport.compare.pgdump public.games", "pgexport.compare.pgdump public.moves");
    }

    @Test
    void whatDiffersIsAFailureWithItsCountsColumnsAndRows() throws Exception {
        Element failure = elements(parse(Comparisons.full()), "failure").get(0);

        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("public.games");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("2 rows missing, 1 extra, 14 changed; values differ in played_at, notes");
        assertThat(failure.getTextContent()).isEqualTo("""
                        the column played_at is timestamp without time zone, was timestamp with time zone
                        missing: id = '19998'
                        extra: id = '20001'
                        changed: id = '7': played_at is '2026-03-29 02:30:00' instead of '2026-03-29 01:30:00+00', \
                        notes is NULL instead of ''""");
    }

    @Test
    void whatCouldNotBeComparedIsSkippedWithItsReason() throws Exception {
        assertThat(elements(parse(Comparisons.full()), "skipped"))
                .extracting(skipped -> skipped.getAttribute("message"))
                .containsExactly("this export does not hold it");
    }

    @Test
    void whatXmlDoesNotAllowIsMadeVisible() throws Exception {
        assertThat(elements(parse(Comparisons.hostile()), "failure").get(0).getTextContent())
                .contains("</code></table><script>")
                .contains("␊# x␍␊␀␁␛‹U+202E›‹U+FFFE›‹U+D800›'\"&amp;");
    }

    private static Document parse(Comparison comparison) throws Exception {
        StringWriter out = new StringWriter();
        new JunitReport().write(comparison, out);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
