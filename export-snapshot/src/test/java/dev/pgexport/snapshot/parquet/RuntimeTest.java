package dev.pgexport.snapshot.parquet;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader runs with the program's own libraries, and in memory that does not grow with the file. */
class RuntimeTest {
    /** Of the size that Spark makes them. */
    private static final long ROW_GROUP = 128L << 20;

    private static final String FIELDS =
            "optional boolean flag; optional int32 small (INT_16); optional int32 number; optional int64 big;"
                    + " optional float real; optional double double; optional binary bytes; optional binary text (STRING);";

    @TempDir
    private Path folder;

    @Test
    void noClassOfHadoopOrOfParquetsHadoopModuleIsOnTheClassPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader runtime =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThat(runtime.loadClass("org.apache.parquet.format.FileMetaData"))
                    .isNotNull();
            assertThat(runtime.getResource("org/apache/hadoop/conf/Configuration.class"))
                    .isNull();
            assertThat(runtime.getResource("org/apache/parquet/hadoop/ParquetFileReader.class"))
                    .isNull();
        }
    }

    @Test
    void everyEncodingIsReadAndNoClassOfHadoopLoaded() throws Exception {
        for (WriterVersion version : WriterVersion.values()) {
            for (boolean dictionary : new boolean[] {true, false}) {
                for (CompressionCodecName codec : List.of(CompressionCodecName.GZIP, CompressionCodecName.ZSTD)) {
                    Path file = ParquetWriting.write(
                            folder.resolve("f"),
                            FIELDS,
                            builder -> builder.withWriterVersion(version)
                                    .withDictionaryEncoding(dictionary)
                                    .withByteStreamSplitEncoding(!dictionary)
                                    .withCompressionCodec(codec),
                            LongStream.range(0, 100)
                                    .mapToObj(i -> row(true, 1, 2, 3L, 1.5f, 2.5, new byte[] {1}, "text")));
                    List<String> lines = read(file, "-Xmx64m", "-Xlog:class+load");
                    assertThat(lines).contains("100 rows, 1800 bytes");
                    assertThat(lines)
                            .filteredOn(line -> line.contains(" dev.pgexport.snapshot.parquet."))
                            .isNotEmpty();
                    assertThat(lines)
                            .filteredOn(line -> line.contains("hadoop"))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void rowGroupsThatAreLargerThanTheHeapAreRead() throws Exception {
        Random random = new Random(1);
        byte[] noise = new byte[1000];
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int64 id; optional binary noise; optional binary text (STRING);",
                builder -> builder.withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .withRowGroupSize(ROW_GROUP),
                LongStream.range(0, 400_000).mapToObj(i -> {
                    random.nextBytes(noise);
                    return row(i, noise.clone(), "text " + i % 10);
                }));

        assertThat(Reading.footer(file).rowGroups().get(0).chunks()).anyMatch(chunk -> chunk.bytes() > 100 << 20);
        // Each noise is \x and 2000 digits.
        long ids = LongStream.range(0, 400_000)
                .map(i -> String.valueOf(i).length())
                .sum();
        assertThat(read(file, "-Xmx48m")).contains("400000 rows, " + (400_000L * (2002 + 6) + ids) + " bytes");
    }

    @Test
    void aGigabyteOfTextIsReadInAHeapOf64Megabytes() throws Exception {
        String words = "the quick brown fox jumps over the lazy dog ".repeat(23);
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int64 id; optional binary text (STRING);",
                builder ->
                        builder.withCompressionCodec(CompressionCodecName.ZSTD).withDictionaryEncoding(false),
                LongStream.range(0, 1 << 20).mapToObj(i -> row(i, words)));

        long ids = LongStream.range(0, 1 << 20)
                .map(i -> String.valueOf(i).length())
                .sum();
        assertThat(read(file, "-Xmx64m"))
                .contains((1 << 20) + " rows, " + ((1L << 20) * words.length() + ids) + " bytes");
    }

    private static String classPath() {
        return System.getProperty("pgexport.runtime-class-path");
    }

    /** Read a file in another JVM, with the program's class path and the one class that starts the reader. */
    private List<String> read(Path file, String... options) throws Exception {
        Path only = folder.resolve("only/dev/pgexport/snapshot/parquet");
        Files.createDirectories(only);
        try (var compiled = ReadAll.class.getResourceAsStream("ReadAll.class")) {
            Files.write(only.resolve("ReadAll.class"), compiled.readAllBytes());
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(Arrays.asList(options));
        command.addAll(List.of(
                "-cp",
                classPath() + File.pathSeparator + folder.resolve("only"),
                ReadAll.class.getName(),
                file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
