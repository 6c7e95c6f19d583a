/** The rows of a database, as COPY sends them. */
@NullMarked
package dev.pgexport.compare.internal.database;

import org.jspecify.annotations.NullMarked;
