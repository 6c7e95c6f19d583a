package dev.pgexport.restore;

import dev.pgexport.restore.Archive.Section;
import dev.pgexport.restore.RestoreRecord.Step;
import java.io.IOException;

/** Takes a restore from an empty database to tables, and from tables with rows to the whole; each step once. */
final class Definitions {
    private final Archive archive;
    private final RestoreRecord record;
    private final TargetCheck check;
    private final RestoreProgress progress;

    Definitions(Archive archive, RestoreRecord record, TargetCheck check, RestoreProgress progress) {
        this.archive = archive;
        this.record = record;
        this.check = check;
        this.progress = progress;
    }

    /** Make the tables. */
    void beforeRows() throws IOException, InterruptedException {
        if (record.isDone(Step.DEFINITIONS)) {
            return;
        }
        progress.step("definitions");
        // One that was interrupted between its commit and our record has made all of them; any other has made none.
        if (!record.resumed() || !check.hasAll()) {
            archive.definitions();
        }
        record.record(Step.DEFINITIONS);
    }

    /** Load the rows out of the archive itself. */
    void rows() throws IOException, InterruptedException {
        if (record.isDone(Step.ROWS)) {
            return;
        }
        progress.step("rows");
        if (record.resumed()) {
            check.truncate();
        }
        archive.parallel(Section.DATA, record.resumed());
        record.record(Step.ROWS);
    }

    /** Make indexes, constraints, triggers and what else comes after the rows. */
    void afterRows() throws IOException, InterruptedException {
        if (record.isDone(Step.INDEXES)) {
            return;
        }
        progress.step("indexes and constraints");
        boolean again = record.isDone(Step.INDEXES_BEGUN);
        if (again) {
            check.dropIndexes();
        }
        record.record(Step.INDEXES_BEGUN);
        archive.parallel(Section.POST_DATA, again);
        record.record(Step.INDEXES);
    }
}
