/** What a database holds of what is exported: the rows that pg_dump would dump. */
@NullMarked
package dev.pgexport.postgres.catalog;

import org.jspecify.annotations.NullMarked;
