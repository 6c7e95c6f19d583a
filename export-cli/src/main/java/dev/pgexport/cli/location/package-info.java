/** Locations and exports as a command line names them. */
@NullMarked
package dev.pgexport.cli.location;

import org.jspecify.annotations.NullMarked;
