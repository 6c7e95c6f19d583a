package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.snapshot.internal.rds.Origin;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What RDS exports at all: PostgreSQL, not on magnetic storage, not Aurora Serverless v1; without a snapshot only Aurora.
 *
 * <p>Source: Amazon RDS User Guide and Amazon Aurora User Guide, "Exporting ... data to Amazon S3", limitations and supported
 * engine versions; Amazon RDS API Reference, "StartExportTask".
 *
 * @param live whether it is exported as it is, without a snapshot
 */
public record EngineCheck(Origin origin, boolean live) implements Check {
    private static final Set<String> ENGINES = Set.of("postgres", "aurora-postgresql");
    private static final Pattern MAJOR = Pattern.compile("(\\d+)");
    private static final int FIRST_MAJOR = 10;

    @Override
    public String subject() {
        return "engine";
    }

    @Override
    public Finding look() {
        String what = origin.engine() + " " + origin.engineVersion();
        if (!ENGINES.contains(origin.engine())) {
            throw unsupported(
                    origin.identifier() + " is of the engine " + what + ", not PostgreSQL",
                    origin.engine().startsWith("custom")
                            ? "use --strategy copy or pgdump: RDS Custom has no export"
                            : "perhaps another instance or cluster is meant");
        }
        Matcher major = MAJOR.matcher(origin.engineVersion());
        if (!major.lookingAt() || Integer.parseInt(major.group(1)) < FIRST_MAJOR) {
            throw unsupported("RDS does not export " + what, "use --strategy copy or pgdump");
        }
        if (origin.storageType().equals("standard")) {
            throw unsupported(
                    origin.identifier() + " is on magnetic storage, which RDS does not export",
                    "move it to gp3, or use --strategy copy or pgdump");
        }
        if (origin.engineMode().equals(Optional.of("serverless"))) {
            throw unsupported(
                    origin.identifier() + " is Aurora Serverless v1, which RDS does not export",
                    "use --strategy copy or pgdump");
        }
        if (live && !origin.engine().startsWith("aurora")) {
            throw unsupported(
                    origin.identifier()
                            + " is a Multi-AZ DB cluster, and RDS exports those of Aurora alone without a snapshot",
                    "give --snapshot-mode create or latest");
        }
        return Finding.ok(
                subject(),
                what + (origin.storageType().isEmpty() ? "" : " on " + origin.storageType()) + ", "
                        + origin.identifier());
    }

    private static ExportException unsupported(String message, String advice) {
        return new ExportException(Kind.CONFIGURATION, message).withAdvice(advice);
    }
}
