/** Connections to PostgreSQL as libpq makes them: how a database is named, and what a failure means. */
@NullMarked
package dev.pgexport.postgres.connection;

import org.jspecify.annotations.NullMarked;
