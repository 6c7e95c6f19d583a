package dev.pgexport.postgres.connection;

import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a test server into a standby that follows nobody: it recovers for ever, and may be read meanwhile. */
final class Standby {
    private Standby() {}

    static void make(PostgresServer server) throws IOException, InterruptedException {
        Files.createFile(server.dataFolder().resolve("standby.signal"));
        // The first word of the file is the server's program; pg_ctl lies beside it.
        String program =
                Files.readString(server.dataFolder().resolve("postmaster.opts")).split(" ", -1)[0];
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(server.dataFolder(), "unix:uid").equals(0)) {
            // As the test server does: PostgreSQL refuses to run as root.
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(List.of(
                Path.of(program).resolveSibling("pg_ctl").toString(),
                "restart",
                "--wait",
                "--pgdata=" + server.dataFolder(),
                "--log=" + server.dataFolder().resolveSibling("log")));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the standby did not start: " + server.log());
        }
    }
}
