package dev.pgexport.restore;

import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.postgres.archive.OmittableStatement;
import dev.pgexport.postgres.archive.SingleTransactionScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Streams a whole dump to pg_restore or psql, which do all of it in one transaction. */
final class DumpRestore {
    private final Programs programs;
    private final DecodedObjects objects;
    private final RestoreOptions options;
    private final boolean asReplica;

    DumpRestore(Programs programs, DecodedObjects objects, RestoreOptions options, boolean asReplica) {
        this.programs = programs;
        this.objects = objects;
        this.options = options;
        this.asReplica = asReplica;
    }

    void archive(ManifestObject archive) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Archive.command(programs, programs.restore(), options));
        command.add("--single-transaction");
        if (options.dataOnly()) {
            command.add("--data-only");
        }
        try (InputStream in = objects.open(archive)) {
            programs.feed(command, asReplica, in);
        }
    }

    void script(ManifestObject script) throws IOException, InterruptedException {
        List<String> command = List.of(
                programs.psql().toString(),
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--file=-",
                programs.databaseOption());
        // By --single-transaction psql would commit whatever it has read when this process is killed.
        try (InputStream in = transaction(new SingleTransactionScript(objects.open(script), leftOut()))) {
            programs.feed(command, asReplica, in);
        }
    }

    private Set<OmittableStatement> leftOut() {
        Set<OmittableStatement> leftOut = EnumSet.noneOf(OmittableStatement.class);
        if (!options.owner()) {
            leftOut.add(OmittableStatement.OWNERS);
        }
        if (!options.privileges()) {
            leftOut.add(OmittableStatement.PRIVILEGES);
        }
        return leftOut;
    }

    /** Return a script in a transaction that is committed by its last line, which is read when all before was right. */
    private static InputStream transaction(InputStream script) {
        return new SequenceInputStream(
                Collections.enumeration(List.of(statement("BEGIN;\n"), script, statement("\nCOMMIT;\n"))));
    }

    private static InputStream statement(String sql) {
        return new ByteArrayInputStream(sql.getBytes(StandardCharsets.US_ASCII));
    }
}
