/** Numbers about runs, for monitoring. */
@NullMarked
package dev.pgexport.cli.metrics;

import org.jspecify.annotations.NullMarked;
