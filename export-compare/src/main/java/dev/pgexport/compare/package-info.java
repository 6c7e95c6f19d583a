/**
 * Whether exports and databases hold the same rows. {@link dev.pgexport.compare.Comparison} is what a comparison found.
 */
@NullMarked
package dev.pgexport.compare;

import org.jspecify.annotations.NullMarked;
