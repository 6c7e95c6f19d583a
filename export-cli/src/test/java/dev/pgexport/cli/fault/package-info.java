/** Real faults at random moments: after each there is a manifest and all it says is true, or there is nothing. */
@NullMarked
package dev.pgexport.cli.fault;

import org.jspecify.annotations.NullMarked;
