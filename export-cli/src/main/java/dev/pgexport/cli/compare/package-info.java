/** Compares exports and databases. */
@NullMarked
package dev.pgexport.cli.compare;

import org.jspecify.annotations.NullMarked;
