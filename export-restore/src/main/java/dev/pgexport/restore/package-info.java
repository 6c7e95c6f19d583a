/** Puts exports back into a database: definitions by pg_restore, rows by COPY, whole tables or none. */
@NullMarked
package dev.pgexport.restore;

import org.jspecify.annotations.NullMarked;
