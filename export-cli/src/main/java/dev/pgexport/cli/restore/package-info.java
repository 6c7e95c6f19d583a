/** The command {@code restore}. */
@NullMarked
package dev.pgexport.cli.restore;

import org.jspecify.annotations.NullMarked;
