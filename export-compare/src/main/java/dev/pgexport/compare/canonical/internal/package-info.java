/** One rule for each type. */
@NullMarked
package dev.pgexport.compare.canonical.internal;

import org.jspecify.annotations.NullMarked;
