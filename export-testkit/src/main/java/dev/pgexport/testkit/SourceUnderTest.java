package dev.pgexport.testkit;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the parts of the contract ask of the source that is tested. */
interface SourceUnderTest {
    /** How long an export may take to stop. */
    Duration PROMPTLY = Duration.ofSeconds(5);

    /** The pids of all other sessions of the database, which are those of its exports. */
    String SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            + " AND backend_type = 'client backend'";

    /** Terminates these sessions. */
    String TERMINATE_SESSIONS = "SELECT pg_terminate_backend(pid) FROM (" + SESSIONS + ") AS session";

    /** Return the database that is exported: {@link SampleDatabase}, which no test changes. */
    TestDatabase database();

    /** Return the folder for temporary files of this test's exports. */
    Path scratch();

    /** Open an export of everything for two jobs; it is closed after the test at the latest. */
    Export openExport(CancellationToken cancellation) throws InterruptedException;

    Inspection openInspection(Manifest manifest);

    default Export openExport() throws InterruptedException {
        return openExport(new Cancellation());
    }

    static List<ExportObject> objects(Export export) {
        List<ExportObject> objects = new ArrayList<>();
        export.objects().forEachRemaining(objects::add);
        return objects;
    }
}
