package dev.pgexport.restore;

import dev.pgexport.engine.Cancellation;
import dev.pgexport.restore.RestoreOptions.Existing;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A restore as a test wants it. */
final class TestRestore {
    private final RestorableExport export;
    private final String to;
    private final Path scratch;
    private final Cancellation cancellation = new Cancellation();
    private Optional<RestorableExport> schemaFrom = Optional.empty();
    private List<String> tables = List.of();
    private boolean owner = true;
    private boolean privileges = true;
    private boolean create;
    private boolean stage;
    private Existing existing = Existing.REFUSE;

    TestRestore(RestorableExport export, TestDatabase target, Path scratch) {
        this(export, target.uri().toString(), scratch);
    }

    TestRestore(RestorableExport export, String to, Path scratch) {
        this.export = export;
        this.to = to;
        this.scratch = scratch;
    }

    TestRestore schemaFrom(RestorableExport other) {
        schemaFrom = Optional.of(other);
        return this;
    }

    TestRestore tables(String... patterns) {
        tables = List.of(patterns);
        return this;
    }

    TestRestore withoutOwner() {
        owner = false;
        return this;
    }

    TestRestore withoutPrivileges() {
        privileges = false;
        return this;
    }

    TestRestore create() {
        create = true;
        return this;
    }

    TestRestore stage() {
        stage = true;
        return this;
    }

    TestRestore existing(Existing wanted) {
        existing = wanted;
        return this;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    RestoreRequest request() {
        return new RestoreRequest(
                export,
                schemaFrom,
                to,
                Optional.empty(),
                new RestoreOptions(tables, owner, privileges, create, existing, stage),
                RestoreSettings.defaults(),
                2,
                scratch,
                StoredExports.ENVIRONMENT,
                cancellation,
                new RestoreProgress());
    }

    RestoreResult run() throws InterruptedException {
        return new Restorer().restore(request());
    }
}
