/**
 * Reads the Parquet files that RDS writes: their footers by ranged reads, and their rows as PostgreSQL's text.
 *
 * <p>{@link dev.pgexport.snapshot.parquet.ParquetFile} is the way in. Sources: Apache Parquet, "File Format"; Amazon RDS
 * User Guide, "Data conversion when exporting to an Amazon S3 bucket".
 */
@NullMarked
package dev.pgexport.snapshot.parquet;

import org.jspecify.annotations.NullMarked;
