package dev.pgexport.cli.demo;

import dev.pgexport.api.Finding;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.output.Amounts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Shows the program at work on a server of its own. */
@picocli.CommandLine.Command(
        name = "demo",
        header = "Shows pgexport at work on a PostgreSQL server of its own.",
        description = "Starts a PostgreSQL server with a sample database of about 500,000 rows, exports it into"
                + " ./pgexport-demo by the strategy copy and, where there is a pg_dump that can, by pgdump, verifies"
                + " what it made, and lists it. The server goes away at the end, the exports stay.",
        footer = {"", "Examples", "  pgexport demo", "  pgexport demo --compare"})
public final class DemoCommand implements Command {
    private static final String LOCATION = "./pgexport-demo";
    private static final String REPORT = "./pgexport-demo-report.html";

    @Option(
            names = "--compare",
            description =
                    "Also compare, row by row, what the strategies made of one snapshot, write a report to read, and"
                            + " restore the newest export.")
    private boolean compare;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "400000",
            description = "How many rows the biggest table has (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Override
    public Set<Topic> topics() {
        return Set.of();
    }

    @Override
    public int run(Services services) throws IOException, InterruptedException {
        long start = System.nanoTime();
        services.console().status("starting a PostgreSQL server");
        try (DemoServer server = DemoServer.start(services.environment().variables())) {
            services.console().status("filling the sample database");
            server.load(rows);
            services.console().clearStatus();
            say(
                    services,
                    "A PostgreSQL " + server.version() + " server with a sample database was made in " + since(start)
                            + ".");
            int exitCode = showAll(services, server);
            if (exitCode == ExitCode.DONE.number()) {
                say(services, "");
                say(services, "The demo took " + since(start) + ". Its exports are in " + LOCATION + "; for your own:");
                say(services, "  pgexport run --from postgresql://USER@HOST/DATABASE --to FOLDER");
            }
            return exitCode;
        }
    }

    private int showAll(Services services, DemoServer server) throws InterruptedException {
        if (compare) {
            return compareAll(services, server);
        }
        int exitCode = export(services, server, "copy");
        if (exitCode != ExitCode.DONE.number()) {
            return exitCode;
        }
        if (canDump(services, server)) {
            exitCode = export(services, server, "pgdump");
        }
        return exitCode == ExitCode.DONE.number() ? show(services, "list", LOCATION) : exitCode;
    }

    private static boolean canDump(Services services, DemoServer server) throws InterruptedException {
        Optional<Finding> obstacle = StrategyCheck.obstacle(services, "pgdump", server.uri());
        if (obstacle.isPresent()) {
            say(services, "");
            say(services, "The strategy pgdump is left out: " + obstacle.get().detail());
            obstacle.get().advice().ifPresent(advice -> say(services, "  " + advice));
        }
        return obstacle.isEmpty();
    }

    /** Compare what every strategy that can run here makes: the database itself takes the place of one that cannot. */
    private static int compareAll(Services services, DemoServer server) throws InterruptedException {
        String database = server.uri().toString();
        List<String> arguments = new ArrayList<>(List.of("compare", "--from", database, "--to", LOCATION));
        boolean dumps = canDump(services, server);
        if (dumps) {
            arguments.addAll(List.of("--strategies", "copy,pgdump"));
        } else {
            arguments.addAll(List.of("--strategies", "copy", database));
        }
        arguments.addAll(List.of("--report", REPORT));
        int exitCode = show(services, arguments.toArray(String[]::new));
        if (exitCode == ExitCode.DONE.number() && dumps) {
            // Who can dump can restore: the programs come together.
            exitCode = show(
                    services,
                    "restore",
                    LOCATION,
                    "--to",
                    server.uri("restored").toString(),
                    "--create");
        }
        if (exitCode == ExitCode.DONE.number()) {
            say(services, "");
            say(services, "Open the report in a browser: " + REPORT);
        }
        return exitCode;
    }

    /** Export and verify what was made, which is the newest export then. */
    private static int export(Services services, DemoServer server, String strategy) {
        int exitCode = show(
                services, "run", "--strategy", strategy, "--from", server.uri().toString(), "--to", LOCATION);
        return exitCode == ExitCode.DONE.number() ? show(services, "verify", "--deep", LOCATION) : exitCode;
    }

    private static int show(Services services, String... arguments) {
        say(services, "");
        say(services, "$ pgexport " + String.join(" ", List.of(arguments)));
        return services.execute(arguments);
    }

    private static void say(Services services, String text) {
        services.console().message(text);
    }

    private static String since(long start) {
        return Amounts.duration(Duration.ofNanos(System.nanoTime() - start));
    }
}
