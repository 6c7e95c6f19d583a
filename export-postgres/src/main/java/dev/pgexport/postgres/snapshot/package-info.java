/** One exported snapshot, held by a coordinator and read by its workers. */
@NullMarked
package dev.pgexport.postgres.snapshot;

import org.jspecify.annotations.NullMarked;
