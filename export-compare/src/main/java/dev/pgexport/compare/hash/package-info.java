/** Content hashes of tables, whatever the order of their rows. */
@NullMarked
package dev.pgexport.compare.hash;

import org.jspecify.annotations.NullMarked;
