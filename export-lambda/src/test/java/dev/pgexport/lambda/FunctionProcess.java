package dev.pgexport.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The function as a process of its own, as Lambda would start it. */
final class FunctionProcess implements AutoCloseable {
    /** Those of bin/pgexport for a run, which the image's are made of. */
    private static final List<String> OPTIONS = List.of(
            "-Xms32m",
            "-Xmx128m",
            "-XX:MaxDirectMemorySize=128m",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:CompileThresholdScaling=3");

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Process process;
    private final Path folder;

    private FunctionProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Start it, with a working directory and a folder for temporary files, {@code tmp}, below a folder. */
    static FunctionProcess start(RuntimeApi api, Path folder, Map<String, String> variables) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"))));
        command.addAll(List.of("-cp", classPath(), Main.class.getName(), "--help"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.resolve("tmp").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        // As in the image, which has a scratch folder that Lambda lets nobody write.
        builder.environment().put("PGEXPORT_SCRATCH", "/scratch");
        builder.environment().putAll(variables);
        return new FunctionProcess(builder.start(), folder);
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }

    /** Return what it wrote so far, to both streams. */
    String log() {
        try {
            return Files.readString(folder.resolve("out")) + Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Return a number of /proc/PID/status. */
    long status(String field) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Return what is in use on the heap once everything that nobody needs is gone. */
    long usedHeapKiB() throws IOException {
        jcmd("GC.run");
        return jcmd("GC.heap_info")
                .lines()
                .filter(line -> line.contains("generation"))
                .mapToLong(FunctionProcess::used)
                .sum();
    }

    private static long used(String line) {
        Matcher used = USED.matcher(line);
        if (!used.find()) {
            throw new IllegalStateException("the JVM says " + line);
        }
        return Long.parseLong(used.group(1));
    }

    private String jcmd(String command) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
