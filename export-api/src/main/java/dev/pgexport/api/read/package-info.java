/** The SPI by which the rows of an export are read again. */
@NullMarked
package dev.pgexport.api.read;

import org.jspecify.annotations.NullMarked;
