/** PostgreSQL's own programs: which pg_dump to use, how to run it so that it never outlives us, what its failures mean. */
@NullMarked
package dev.pgexport.postgres.program;

import org.jspecify.annotations.NullMarked;
