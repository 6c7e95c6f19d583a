/** The command line of pgexport. */
@NullMarked
package dev.pgexport.cli;

import org.jspecify.annotations.NullMarked;
