/** Work that several threads share. */
@NullMarked
package dev.pgexport.engine.work;

import org.jspecify.annotations.NullMarked;
