/** Canonical rows: each value of PostgreSQL as bytes that do not depend on the way it came; see docs/canonical-rows.md. */
@NullMarked
package dev.pgexport.compare.canonical;

import org.jspecify.annotations.NullMarked;
