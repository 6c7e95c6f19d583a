package dev.pgexport.compare.report;

import dev.pgexport.compare.Comparison;
import java.io.IOException;
import java.io.Writer;

/** A form of report. */
interface Report {
    /**
     * Write what a comparison found, as it goes: beside the comparison itself it takes no memory.
     *
     * @param out where to; encodes in UTF-8, and is not closed
     */
    void write(Comparison comparison, Writer out) throws IOException;
}
