/** What RDS is told: names of its tasks and snapshots, and which tables. */
@NullMarked
package dev.pgexport.snapshot.internal.plan;

import org.jspecify.annotations.NullMarked;
