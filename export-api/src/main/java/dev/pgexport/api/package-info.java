/**
 * The SPI of pgexport: sources, sinks, exports and their objects.
 *
 * <p>Free of any library but annotations: a library in the SPI is a library for ever.
 */
@NullMarked
package dev.pgexport.api;

import org.jspecify.annotations.NullMarked;
