/** The calls to RDS, and what its states mean. */
@NullMarked
package dev.pgexport.snapshot.internal.rds;

import org.jspecify.annotations.NullMarked;
