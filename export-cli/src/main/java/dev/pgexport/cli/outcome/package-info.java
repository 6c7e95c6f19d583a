/** How runs ended, for whoever is to hear of it. */
@NullMarked
package dev.pgexport.cli.outcome;

import org.jspecify.annotations.NullMarked;
