/** Reading and writing {@code manifest.json}. */
@NullMarked
package dev.pgexport.engine.manifest;

import org.jspecify.annotations.NullMarked;
