/** Checking an export against its manifest. */
@NullMarked
package dev.pgexport.engine.verify;

import org.jspecify.annotations.NullMarked;
