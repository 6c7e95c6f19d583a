package dev.pgexport.engine.read;

import java.io.IOException;

/** Rows that a {@link ReadRunner} reads: those of an export, or of a database. */
public interface RowSource {
    /** Return whose rows they are, for messages. */
    String subject();

    /** Start to read; nothing is left open when that fails. */
    OpenRows open(ReadContext context) throws IOException, InterruptedException;
}
