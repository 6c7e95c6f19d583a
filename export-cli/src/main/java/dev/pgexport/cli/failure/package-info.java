/** What a failure means to whoever started the program. */
@NullMarked
package dev.pgexport.cli.failure;

import org.jspecify.annotations.NullMarked;
