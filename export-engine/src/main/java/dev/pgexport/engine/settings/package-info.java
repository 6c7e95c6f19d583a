/** Reads the declarations of settings and binds values to the records that declare them. */
@NullMarked
package dev.pgexport.engine.settings;

import org.jspecify.annotations.NullMarked;
