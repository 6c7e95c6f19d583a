package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What docs/writing-a-plugin.md shows is a sink that compiles and keeps the contract. */
class WritingAPluginTest {
    private static final Path PAGE = Path.of("../docs/writing-a-plugin.md");
    private static final Pattern BLOCK = Pattern.compile("^```java\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE =
            Pattern.compile("^(?:public )?(?:final )?(?:class|record|interface) (\\w+)", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void sinkOfThePageKeepsTheContract() throws Exception {
        assertThat(succeeded("TableSinkTest")).isGreaterThan(100);
    }

    @Test
    void sinkOfThePageBearsTheFaults() throws Exception {
        assertThat(succeeded("TableSinkFaultTest")).isPositive();
    }

    /** Run a test of the page; return how many of its tests succeeded, if none failed. */
    private long succeeded(String test) throws Exception {
        compile(sources());

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            TestExecutionSummary summary = run(loader.loadClass("com.example.tablesink." + test));

            StringWriter failures = new StringWriter();
            summary.printFailuresTo(new PrintWriter(failures), 15);
            assertThat(failures.toString()).isEmpty();
            assertThat(summary.getTestsSkippedCount()).isZero();
            return summary.getTestsSucceededCount();
        }
    }

    private List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            Matcher type = TYPE.matcher(block.group(1));
            assertThat(type.find()).as("a type in %s", block.group(1)).isTrue();
            sources.add(Files.writeString(folder.resolve(type.group(1) + ".java"), block.group(1)));
        }
        assertThat(sources).hasSizeGreaterThan(5);
        return sources;
    }

    private void compile(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        boolean compiled = compiler.getTask(
                        output,
                        null,
                        null,
                        List.of(
                                "-d",
                                folder.toString(),
                                "--release",
                                "17",
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(sources))
                .call();
        assertThat(compiled).as(output.toString()).isTrue();
    }

    private static TestExecutionSummary run(Class<?> test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
