package dev.pgexport.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's own programs, which refuse to run as root. */
final class PostgresProgram {
    private PostgresProgram() {}

    /**
     * Run a program to its end.
     *
     * @param folder where it runs, and where its output and the server's log are
     * @throws IOException when it fails; with its output
     */
    static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"))) {
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(command);
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        int status = builder.start().waitFor();
        if (status != 0) {
            Path log = folder.resolve("log");
            throw new IOException(command.get(0) + " ended with " + status + ":\n" + Files.readString(output)
                    + (Files.exists(log) ? Files.readString(log) : ""));
        }
    }
}
