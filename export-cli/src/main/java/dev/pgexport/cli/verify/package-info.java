/** The command that checks an export. */
@NullMarked
package dev.pgexport.cli.verify;

import org.jspecify.annotations.NullMarked;
