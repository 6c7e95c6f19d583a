/** The sink {@code postgres}: loads exports into a database and stores nothing. */
@NullMarked
package dev.pgexport.postgressink;

import org.jspecify.annotations.NullMarked;
