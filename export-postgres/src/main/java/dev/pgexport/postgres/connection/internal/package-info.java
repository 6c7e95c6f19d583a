/** How a connection is found and opened; for {@link dev.pgexport.postgres.connection} alone. */
@NullMarked
package dev.pgexport.postgres.connection.internal;

import org.jspecify.annotations.NullMarked;
