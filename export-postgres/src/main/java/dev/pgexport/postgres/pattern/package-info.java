/** psql's patterns, as the regular expressions that a server evaluates. */
@NullMarked
package dev.pgexport.postgres.pattern;

import org.jspecify.annotations.NullMarked;
