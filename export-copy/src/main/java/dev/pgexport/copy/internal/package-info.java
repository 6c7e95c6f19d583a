/** How the strategy {@code copy} works; not to be used from outside. */
@NullMarked
package dev.pgexport.copy.internal;

import org.jspecify.annotations.NullMarked;
