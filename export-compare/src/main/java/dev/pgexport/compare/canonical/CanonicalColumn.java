package dev.pgexport.compare.canonical;

import dev.pgexport.api.ExportException;
import dev.pgexport.compare.canonical.internal.Bytes;
import dev.pgexport.compare.canonical.internal.MalformedValue;
import dev.pgexport.compare.canonical.internal.Rule;
import java.util.Locale;

/**
 * Makes the canonical bytes of one column's values, one after the other, by the rules of docs/canonical-rows.md.
 *
 * <p>What is canonical as it is stays where it is: nothing is copied, and nothing allocated. Not thread-safe: each
 * worker has its own.
 */
public final class CanonicalColumn {
    private final String column;
    private final String type;
    private final ValueForm form;
    private final Rule rule;
    private final Bytes canonical = new Bytes();

    CanonicalColumn(String column, String type, ValueForm form, Rule rule) {
        this.column = column;
        this.type = type;
        this.form = form;
        this.rule = rule;
    }

    /**
     * Take the next value, which is not NULL.
     *
     * @throws ExportException of kind INTEGRITY if it is no value of the column's type in its form
     */
    public void accept(byte[] bytes, int offset, int length) {
        canonical.clear();
        try {
            if (form == ValueForm.TEXT) {
                rule.text(bytes, offset, length, canonical);
            } else {
                rule.binary(bytes, offset, length, canonical);
            }
        } catch (MalformedValue e) {
            throw new ExportException(
                            ExportException.Kind.INTEGRITY,
                            "column " + column + " holds what is no "
                                    + form.name().toLowerCase(Locale.ROOT) + " form of the type " + type + ": "
                                    + e.getMessage(),
                            e)
                    .withAdvice("export again with pgexport's settings, and compare with the types that were exported");
        }
    }

    /** Return the array that holds the last value's canonical bytes: valid, and to be left as it is, until the next. */
    public byte[] bytes() {
        return canonical.array();
    }

    /** Return where in {@link #bytes()} they start. */
    public int offset() {
        return canonical.offset();
    }

    /** Return how many there are. */
    public int length() {
        return canonical.length();
    }
}
