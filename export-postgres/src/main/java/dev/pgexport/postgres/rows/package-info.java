/**
 * Decodes rows in the three formats of COPY, see "COPY", File Formats, in PostgreSQL's documentation.
 *
 * <p>Bytes come in pieces of any size; rows that lie whole in a piece are handed over where they are.
 */
@NullMarked
package dev.pgexport.postgres.rows;

import org.jspecify.annotations.NullMarked;
