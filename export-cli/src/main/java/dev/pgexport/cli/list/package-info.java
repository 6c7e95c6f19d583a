/** The command that lists exports. */
@NullMarked
package dev.pgexport.cli.list;

import org.jspecify.annotations.NullMarked;
