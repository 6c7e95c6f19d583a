package dev.pgexport.snapshot.internal.storage;

import java.io.IOException;
import java.time.Duration;

/** Where RDS writes an export. Thread-safe. */
public interface Landing {
    /** Return what the keys of all tasks of the export start with. */
    Place place();

    /** Return whether what an earlier run of the export had RDS write was left alone since. */
    boolean undisturbed();

    /** Keep everybody from removing what RDS writes, for so long at most. */
    void hold(Duration atMost) throws IOException;

    /** Let go of what RDS wrote: nobody needs it any more, or the export has it. */
    void release() throws IOException;

    /** Return whether RDS writes where the export's objects are. */
    boolean inPlace();
}
