package dev.pgexport.testkit.rds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of an answer: one with children, or one with a text.
 *
 * @param text empty for one with children
 */
record XmlElement(String name, List<XmlElement> children, String text) {
    static XmlElement of(String name, XmlElement... children) {
        return new XmlElement(name, List.of(children), "");
    }

    static XmlElement of(String name, Collection<XmlElement> children) {
        return new XmlElement(name, List.copyOf(children), "");
    }

    /** Return one with the children that are there. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static XmlElement present(String name, Optional<XmlElement>... children) {
        return of(name, Stream.of(children).flatMap(Optional::stream).toList());
    }

    static Optional<XmlElement> text(String name, Object text) {
        return Optional.of(new XmlElement(name, List.of(), text.toString()));
    }

    static Optional<XmlElement> text(String name, Optional<String> text) {
        return text.flatMap(value -> text(name, value));
    }

    static Optional<XmlElement> moment(String name, Optional<Instant> moment) {
        return moment.flatMap(
                value -> text(name, value.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    static Optional<XmlElement> list(String name, String item, Collection<String> texts) {
        return Optional.of(of(
                name,
                texts.stream()
                        .map(text -> new XmlElement(item, List.of(), text))
                        .toList()));
    }

    XmlElement and(Optional<XmlElement> child) {
        return of(name, Stream.concat(children.stream(), child.stream()).toList());
    }

    @Override
    public String toString() {
        StringBuilder xml = new StringBuilder();
        write(xml, "");
        return xml.toString();
    }

    /** Return the whole document. */
    String document() {
        StringBuilder xml = new StringBuilder();
        write(xml, " xmlns=\"" + ServiceModel.NAMESPACE + "\"");
        return xml.toString();
    }

    private void write(StringBuilder xml, String attributes) {
        xml.append('<').append(name).append(attributes).append('>').append(escaped(text));
        children.forEach(child -> child.write(xml, ""));
        xml.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
