/** The reference page, made from the declarations. */
@NullMarked
package dev.pgexport.cli.reference;

import org.jspecify.annotations.NullMarked;
