/** What every strategy needs of PostgreSQL: how to connect, one snapshot for all workers, what there is to export. */
@NullMarked
package dev.pgexport.postgres;

import org.jspecify.annotations.NullMarked;
