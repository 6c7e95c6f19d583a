package dev.pgexport.compare.report;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.compare.Comparison;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A file that a report goes to, in the form that its extension names. */
public final class ReportFile {
    private static final Map<String, Report> FORMS = Map.of(
            ".html", new HtmlReport(),
            ".json", new JsonReport(),
            ".md", new MarkdownReport(),
            ".xml", new JunitReport());

    private final Path path;
    private final Report form;

    private ReportFile(Path path, Report form) {
        this.path = path;
        this.form = form;
    }

    /**
     * Name a file. Nothing is written yet.
     *
     * @param path ends in {@code .html} (a page to read), {@code .md} (GitHub's Markdown), {@code .json} (see
     *     docs/comparison.schema.json) or {@code .xml} (JUnit's form)
     * @throws IllegalArgumentException when it ends in something else
     */
    public static ReportFile of(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return FORMS.entrySet().stream()
                .filter(form -> name.endsWith(form.getKey()))
                .findFirst()
                .map(form -> new ReportFile(path.toAbsolutePath(), form.getValue()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the name of a report ends in .html, .md, .json or .xml: " + path));
    }

    /** Return the file, as an absolute path. */
    public Path path() {
        return path;
    }

    /**
     * Make the file's folder where there is none, and see that a file can be made in it: better before a long comparison
     * than after it.
     *
     * @throws ExportException when it cannot
     */
    public void prepare() {
        try {
            Files.createDirectories(folder());
            Files.delete(Files.createFile(temporary()));
            if (Files.isDirectory(path)) {
                throw new IOException("it is a folder");
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Write the report whole, in place of what the file was, or leave that as it is.
     *
     * @throws ExportException when it cannot be written
     */
    public void write(Comparison comparison) {
        Path temporary = temporary();
        try {
            Files.createDirectories(folder());
            try {
                // This writer, unlike that of Files, takes half a surrogate pair for a question mark.
                try (Writer out = new BufferedWriter(new OutputStreamWriter(
                        Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        StandardCharsets.UTF_8))) {
                    form.write(comparison, out);
                }
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(path.getParent(), "an absolute path of a file has a folder");
    }

    private Path temporary() {
        return path.resolveSibling(".pgexport-report-" + UUID.randomUUID());
    }

    private ExportException failure(IOException e) {
        Kind kind = e instanceof AccessDeniedException ? Kind.PERMISSION : Kind.UNAVAILABLE;
        return new ExportException(kind, "cannot write the report " + path + ": " + e.getMessage(), e)
                .withAdvice("perhaps name another file with --report");
    }
}
