/** Reads again what RDS wrote. */
@NullMarked
package dev.pgexport.snapshot.internal.read;

import org.jspecify.annotations.NullMarked;
