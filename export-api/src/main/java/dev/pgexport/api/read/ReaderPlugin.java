package dev.pgexport.api.read;

import dev.pgexport.api.ExportException;
import java.io.IOException;

/**
 * Reads the rows of exports in one stored format, whichever strategy wrote them. Found by {@link
 * java.util.ServiceLoader}; has a public constructor without parameters; holds no state.
 */
public interface ReaderPlugin {
    /** Return the reader's name, which manifests hold: lower case letters, digits and {@code -}. */
    String name();

    /** Return one sentence that says what the reader reads. */
    String description();

    /** Return the form of the values of every row that it reads. */
    default FieldFormat format() {
        return FieldFormat.TEXT;
    }

    /**
     * Start to read an export; nothing is left open when that fails.
     *
     * @throws ExportException of kind INTEGRITY when the export is not what this reader reads
     */
    Reading open(ReadRequest request) throws IOException, InterruptedException;
}
