package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The form in which JUnit's results are given to continuous integration: a suite for each side but the first, in it a case
 * for each table. What differs is a failure, what could not be compared is skipped.
 */
final class JunitReport implements Report {
    @Override
    public void write(Comparison comparison, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml);
            xml.writeStartElement("testsuites");
            attribute(xml, "name", "pgexport compare");
            for (int side = 1; side < comparison.sides().size(); side++) {
                suite(xml, comparison, side);
            }
            xml.writeEndElement();
            line(xml);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e);
        }
    }

    private static void suite(XMLStreamWriter xml, Comparison comparison, int side) throws XMLStreamException {
        Side other = comparison.sides().get(side);
        line(xml);
        xml.writeStartElement("testsuite");
        attribute(
                xml,
                "name",
                other.label() + " compared with " + comparison.sides().get(0).label());
        attribute(xml, "tests", String.valueOf(comparison.tables().size()));
        attribute(xml, "failures", String.valueOf(Summary.different(comparison, side)));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", String.valueOf(Summary.notComparable(comparison, side)));
        attribute(xml, "time", seconds(comparison.took()));
        attribute(xml, "timestamp", comparison.started().toString());
        for (TableComparison table : comparison.tables()) {
            testCase(xml, other.label(), table, table.verdicts().get(side - 1));
        }
        line(xml);
        xml.writeEndElement();
        line(xml);
    }

    private static void testCase(XMLStreamWriter xml, String label, TableComparison table, Verdict verdict)
            throws XMLStreamException {
        line(xml);
        xml.writeStartElement("testcase");
        attribute(xml, "classname", "pgexport.compare." + label);
        attribute(xml, "name", table.table().toString());
        attribute(xml, "time", "0");
        if (verdict instanceof Verdict.Different different) {
            xml.writeStartElement("failure");
            attribute(xml, "type", "different");
            attribute(xml, "message", message(different));
            xml.writeCharacters(details(different).stream().map(Visible::text).collect(Collectors.joining("\n")));
            xml.writeEndElement();
        } else if (verdict instanceof Verdict.NotComparable not) {
            xml.writeStartElement("skipped");
            attribute(xml, "message", not.reason());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String message(Verdict.Different different) {
        String counts = VerdictText.counts(different);
        return different.columns().isEmpty()
                ? counts
                : counts + "; values differ in " + String.join(", ", different.columns());
    }

    private static List<String> details(Verdict.Different different) {
        return Stream.concat(
                        different.schema().stream(),
                        different.examples().stream().map(JunitReport::example))
                .toList();
    }

    private static String example(RowDifference row) {
        String key = row.key().stream()
                .map(value -> value.column() + " = " + value(value.text()))
                .collect(Collectors.joining(", "));
        String changes = row.changes().stream()
                .map(change ->
                        change.column() + " is " + value(change.other()) + " instead of " + value(change.first()))
                .collect(Collectors.joining(", "));
        String kind = row.kind().name().toLowerCase(Locale.ROOT);
        return kind + ": " + key + (changes.isEmpty() ? "" : ": " + changes);
    }

    private static String value(Optional<String> text) {
        return text.map(found -> "'" + found + "'").orElse("NULL");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", (double) duration.toMillis() / 1000);
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, Visible.text(value));
    }

    private static void line(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}
