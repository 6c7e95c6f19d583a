package dev.pgexport.testkit.rds;

/**
 * A column that is exported.
 *
 * @param originalType as {@code information_schema.columns} names it: {@code ARRAY}, {@code USER-DEFINED}, ...
 * @param charMaxLength 0 for a type without one, as is the case with the others
 */
record ExportedColumn(
        String name,
        ExportedType type,
        String originalType,
        int charMaxLength,
        int numPrecision,
        int dateTimePrecision) {
    private static final String SPECIAL = ",;{}()\n\t= ";

    /** Return whether RDS skips a table that has such a column, by its documentation. */
    boolean isRefused() {
        return name.chars().anyMatch(character -> SPECIAL.indexOf(character) >= 0);
    }
}
