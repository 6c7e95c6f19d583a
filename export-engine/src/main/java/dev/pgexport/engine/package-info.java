/** Runs an export: every object of a source, once and whole, into a sink, and the manifest last. */
@NullMarked
package dev.pgexport.engine;

import org.jspecify.annotations.NullMarked;
