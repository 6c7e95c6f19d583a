/** The strategy {@code copy}: the data leave through {@code COPY ... TO STDOUT}, on several connections at once. */
@NullMarked
package dev.pgexport.copy;

import org.jspecify.annotations.NullMarked;
