/** The strategy {@code pgdump}: the data leave through PostgreSQL's own {@code pg_dump}. */
@NullMarked
package dev.pgexport.pgdump;

import org.jspecify.annotations.NullMarked;
