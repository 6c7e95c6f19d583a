/** Finding the exports of a location. */
@NullMarked
package dev.pgexport.engine.location;

import org.jspecify.annotations.NullMarked;
