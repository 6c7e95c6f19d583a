/** Reads the rows of exports again, by their readers, and holds these to what the manifests say. */
@NullMarked
package dev.pgexport.engine.read;

import org.jspecify.annotations.NullMarked;
