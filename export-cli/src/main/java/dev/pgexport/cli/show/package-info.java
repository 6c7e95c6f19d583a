/** The command that shows an export. */
@NullMarked
package dev.pgexport.cli.show;

import org.jspecify.annotations.NullMarked;
