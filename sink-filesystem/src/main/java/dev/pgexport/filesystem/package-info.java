/** Sink {@code filesystem}: exports in a folder. */
@NullMarked
package dev.pgexport.filesystem;

import org.jspecify.annotations.NullMarked;
