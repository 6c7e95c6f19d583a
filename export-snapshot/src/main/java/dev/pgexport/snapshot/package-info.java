/** The strategy {@code snapshot}: RDS writes a snapshot of a database to S3 as Parquet. */
@NullMarked
package dev.pgexport.snapshot;

import org.jspecify.annotations.NullMarked;
