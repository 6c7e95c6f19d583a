/** What a person or a machine gets to see. */
@NullMarked
package dev.pgexport.cli.output;

import org.jspecify.annotations.NullMarked;
