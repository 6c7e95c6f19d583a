/** What the strategy consists of. */
@NullMarked
package dev.pgexport.snapshot.internal;

import org.jspecify.annotations.NullMarked;
