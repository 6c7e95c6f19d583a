/** How comparisons are made: plan, hashes, narrowing. */
@NullMarked
package dev.pgexport.compare.internal;

import org.jspecify.annotations.NullMarked;
