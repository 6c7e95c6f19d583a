/** What must be right before anything is started. */
@NullMarked
package dev.pgexport.snapshot.internal.check;

import org.jspecify.annotations.NullMarked;
