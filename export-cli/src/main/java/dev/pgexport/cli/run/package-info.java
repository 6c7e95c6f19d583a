/** The command that makes an export. */
@NullMarked
package dev.pgexport.cli.run;

import org.jspecify.annotations.NullMarked;
