/** Compressing and decompressing the bytes of objects. */
@NullMarked
package dev.pgexport.engine.codec;

import org.jspecify.annotations.NullMarked;
