package dev.pgexport.compare.canonical;

/** In which form a stored value is. */
public enum ValueForm {
    /**
     * What the type's output function writes under the settings that pgexport pins (DateStyle ISO, IntervalStyle
     * postgres, extra_float_digits 3, TimeZone UTC), in UTF-8, without the escapes of COPY's formats.
     */
    TEXT,
    /** What the type's send function writes, as in COPY's binary format, with texts in UTF-8. */
    BINARY
}
