/** The command that shows, on a server of its own, what the others do. */
@NullMarked
package dev.pgexport.cli.demo;

import org.jspecify.annotations.NullMarked;
