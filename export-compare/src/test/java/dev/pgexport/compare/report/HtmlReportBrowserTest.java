package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgexport.compare.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens reports in Chromium. With {@code -Dpgexport.updateScreenshot=true} it makes the picture in docs/ anew, and
 * pictures of every view in target/. */
class HtmlReportBrowserTest {
    private static final Path PICTURE = Path.of("..", "docs", "comparison-report.png");
    private static final int PHONE = 360;
    private static final int DESKTOP = 1280;

    private static Browser browser;

    @TempDir
    private Path folder;

    record View(String name, Comparison comparison, int width, boolean dark) {
        @Override
        public String toString() {
            return name + " at " + width + (dark ? " in the dark" : "");
        }
    }

    static Stream<View> views() {
        return Map.of(
                        "same", Comparisons.same(),
                        "full", Comparisons.full(),
                        "hostile", Comparisons.hostile(),
                        "large", Comparisons.large())
                .entrySet()
                .stream()
                .flatMap(comparison -> Stream.of(PHONE, DESKTOP)
                        .flatMap(width -> Stream.of(false, true)
                                .map(dark -> new View(comparison.getKey(), comparison.getValue(), width, dark))));
    }

    @BeforeAll
    static void start() throws IOException {
        if (Browser.program().isEmpty()) {
            System.err.println("SKIPPED: reports are not opened in a browser, because chromium is not installed");
        }
        Assumptions.assumeTrue(Browser.program().isPresent(), "chromium");
        browser = Browser.start(Browser.program().get());
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void thePageIsNotWiderThanTheWindow(View view) {
        open(view);

        assertThat(browser.evaluate("document.scrollingElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(view.width());
    }

    @ParameterizedTest
    @MethodSource("views")
    void everythingIsWithinTheWindowOrInWhatScrollsByItself(View view) {
        open(view);

        assertThat(strings("""
                        [...document.querySelectorAll('body *')]
                          .filter(e => !e.closest('.scrolling table') && !e.closest('details:not([open]) > :not(summary)'))
                          .filter(e => { const r = e.getBoundingClientRect();
                                         return r.left < -0.5 || r.right > innerWidth + 0.5; })
                          .map(e => e.outerHTML.slice(0, 100))
                        """)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyTextIsShown(View view) {
        open(view);

        assertThat(strings("""
                        (() => {
                          document.querySelectorAll('details').forEach(d => d.open = true);
                          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                          const hidden = [];
                          while (texts.nextNode()) {
                            if (!texts.currentNode.data.trim()) continue;
                            const range = document.createRange();
                            range.selectNodeContents(texts.currentNode);
                            const box = range.getBoundingClientRect();
                            const style = getComputedStyle(texts.currentNode.parentElement);
                            if (!box.width || !box.height || parseFloat(style.fontSize) < 12) hidden.push(texts.currentNode.data);
                          }
                          return hidden;
                        })()
                        """)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void nothingOfAChartLiesOnSomethingElse(View view) {
        open(view);

        assertThat(strings("""
                        [...document.querySelectorAll('svg.bars')].flatMap(svg => {
                          const texts = [...svg.querySelectorAll('text')].map(e => [e, e.getBoundingClientRect()]);
                          return texts.flatMap(([a, p], i) => texts.slice(i + 1)
                            .filter(([b, q]) => p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom)
                            .map(([b]) => a.textContent + ' on ' + b.textContent));
                        })
                        """)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void theBrowserHasNothingToComplainAbout(View view) {
        open(view);

        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("views")
    void nothingButThePageIsAskedFor(View view) {
        Path page = open(view);

        assertThat(browser.requests())
                .filteredOn(url -> !url.startsWith("data:"))
                .containsExactly(page.toUri().toString());
    }

    @ParameterizedTest
    @MethodSource("views")
    void itIsAccessibleByWcagAa(View view) throws IOException {
        open(view);
        browser.evaluate(axe() + "; 0");

        JsonNode result = browser.evaluate("""
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(r => ({passed: r.passes.map(p => p.id),
                               violations: r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary)
                                 .slice(0, 3).join('; '))}))
                """);

        assertThat(texts(result.path("violations"))).isEmpty();
        assertThat(texts(result.path("passed"))).contains("color-contrast", "document-title", "html-has-lang");
    }

    @Test
    void whatIsHostileIsShownAsText() {
        open(new View("hostile", Comparisons.hostile(), DESKTOP, false));

        assertThat(browser.evaluate("document.querySelectorAll('script, img, iframe, a').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("document.querySelector('article .value').textContent")
                        .asText())
                .startsWith("</code></table><script>alert(1)</script><img src=http://example.org/x>|`*_~[a]")
                .contains("␊# x␍␊␀␁␛‹U+202E›‹U+FFFE›");
    }

    @Test
    void theStyleSheetIsTheOneThatThePolicyAllows() {
        open(new View("same", Comparisons.same(), DESKTOP, true));

        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(16, 21, 27)");
    }

    @Test
    void aScriptThatGotInWouldNotRun() throws IOException {
        Path page = open(new View("same", Comparisons.same(), DESKTOP, false));
        Path tampered = page.resolveSibling("tampered.html");
        Files.writeString(
                tampered, Files.readString(page).replace("</h1>", "<script>document.title = 'run'</script></h1>"));

        browser.open(tampered, DESKTOP, 800, false);

        assertThat(browser.evaluate("document.title").asText()).startsWith("pgexport: ");
        assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("Content Security Policy"));
    }

    @Test
    void itFitsOnAPicture() throws IOException {
        open(new View("full", Comparisons.full(), DESKTOP, false), 1000);
        byte[] picture = browser.screenshot();
        if (Boolean.getBoolean("pgexport.updateScreenshot")) {
            Files.write(PICTURE, picture);
            takeAll();
        }

        assertThat(picture).startsWith(0x89, 'P', 'N', 'G').hasSizeBetween(50_000, 150_000);
    }

    private void takeAll() throws IOException {
        Path all = Files.createDirectories(Path.of("target", "report-pictures"));
        for (View view : views().toList()) {
            open(view);
            open(
                    view,
                    Math.min(
                            5000,
                            browser.evaluate("document.documentElement.scrollHeight")
                                    .asInt()));
            Files.write(all.resolve(view.toString().replace(' ', '-') + ".png"), browser.screenshot());
        }
    }

    private Path open(View view) {
        return open(view, 800);
    }

    private Path open(View view, int height) {
        Path page = folder.resolve(view.name() + ".html");
        ReportFile.of(page).write(view.comparison());
        browser.open(page, view.width(), height, view.dark());
        return page;
    }

    private static String axe() throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlReportBrowserTest.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> strings(String expression) {
        return texts(browser.evaluate(expression));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
