package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.compare.Comparison;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    private static final Pattern TABLE = Pattern.compile("\n\n");

    @Test
    void theVerdictComesFirst() throws IOException {
        assertThat(write(Comparisons.same())).startsWith("## ✅ copy and pgdump hold the same&#58; 2 tables");
        assertThat(write(Comparisons.full())).startsWith("## ❌ snapshot differs from copy in 2 of 7 tables");
    }

    @Test
    void everyRowOfATableHasAsManyCellsAsItsHeading() throws IOException {
        for (Comparison comparison :
                List.of(Comparisons.same(), Comparisons.full(), Comparisons.hostile(), Comparisons.large())) {
            String report = write(comparison);
            List<List<Long>> tables = Stream.of(TABLE.split(report))
                    .filter(part -> part.startsWith("|"))
                    .map(table -> table.lines()
                            .filter(line -> line.startsWith("|"))
                            .map(line ->
                                    line.chars().filter(sign -> sign == '|').count())
                            .toList())
                    .toList();

            assertThat(Shape.of(report).tables).isEqualTo(tables.size()).isGreaterThanOrEqualTo(2);
            assertThat(tables).allSatisfy(table -> assertThat(table).containsOnly(table.get(0)));
        }
    }

    @Test
    void namesAndValuesAreNothingButText() throws IOException {
        Shape shape = Shape.of(write(Comparisons.hostile()));

        assertThat(shape.links).isEmpty();
        assertThat(shape.html)
                .isSubsetOf("<code>", "</code>", "<br>", "<details><summary>All 2 tables</summary>", "</details>");
        assertThat(shape.text.toString())
                .contains(
                        "</code></table><script>alert(1)</script><img src=http://example.org/x>|`*_~[a]"
                                + "(http://example.org)@nobody #1 \\| www.example.org␊# x␍␊␀␁␛‹U+202E›‹U+FFFE›‹U+D800›'\"&amp;");
    }

    @Test
    void nullIsNotTheTextNull() throws IOException {
        assertThat(write(Comparisons.full())).contains("| <code>notes</code> | <code></code> | *NULL* |");
    }

    @Test
    void aSpaceAtTheEndIsSeen() throws IOException {
        assertThat(write(Comparisons.full())).contains("Nf6</code> |").contains("Nf6␠</code> |");
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() throws IOException {
        Comparison same = Comparisons.same();
        var tables = new ArrayList<>(same.tables());
        for (int i = 0; i < 300; i++) {
            tables.add(same.tables().get(0));
        }

        assertThat(write(new Comparison(same.sides(), tables, same.started(), same.took())))
                .contains("All 302 tables")
                .contains("\nand 102 more.\n");
    }

    private static String write(Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        new MarkdownReport().write(comparison, out);
        return out.toString();
    }

    /** What a Markdown processor sees. */
    private static final class Shape extends AbstractVisitor {
        private final List<String> links = new ArrayList<>();
        private final List<String> html = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int tables;

        static Shape of(String markdown) {
            Shape shape = new Shape();
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .build()
                    .parse(markdown)
                    .accept(shape);
            return shape;
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock) {
                tables++;
            }
            visitChildren(block);
        }

        @Override
        public void visit(Link link) {
            links.add(link.getDestination());
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(HtmlInline inline) {
            html.add(inline.getLiteral());
        }

        @Override
        public void visit(HtmlBlock block) {
            html.add(block.getLiteral());
        }

        @Override
        public void visit(Code code) {
            html.add("`");
        }

        @Override
        public void visit(Text found) {
            text.append(found.getLiteral());
        }
    }
}
