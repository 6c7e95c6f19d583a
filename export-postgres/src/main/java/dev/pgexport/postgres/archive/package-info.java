/**
 * Follows the output of pg_dump as it streams past, to find out whether it is whole and how many rows it holds.
 *
 * <p>The formats are those of pg_dump 10 to 18 (archive versions 1.12 to 1.16), as pg_backup_archiver.c,
 * pg_backup_custom.c and pg_backup_directory.c write them.
 */
@NullMarked
package dev.pgexport.postgres.archive;

import org.jspecify.annotations.NullMarked;
