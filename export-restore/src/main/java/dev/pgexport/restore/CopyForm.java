package dev.pgexport.restore;

import dev.pgexport.api.manifest.Manifest;
import java.util.Locale;
import java.util.Optional;

/** The forms in which COPY's own output is stored, to be given to COPY as it is. */
enum CopyForm {
    CSV("FORMAT csv, HEADER true"),
    TEXT("FORMAT text"),
    BINARY("FORMAT binary");

    private final String options;

    CopyForm(String options) {
        this.options = options;
    }

    /** Return the options of COPY. */
    String options() {
        return options;
    }

    /** Return the form of an export's rows; empty when they are in another. */
    static Optional<CopyForm> of(Manifest manifest) {
        for (CopyForm form : values()) {
            if (manifest.reader().equals(Optional.of("copy-" + form.name().toLowerCase(Locale.ROOT)))) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }
}
