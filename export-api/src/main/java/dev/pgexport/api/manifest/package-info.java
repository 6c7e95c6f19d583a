/** The model of {@code manifest.json}: what an export holds. */
@NullMarked
package dev.pgexport.api.manifest;

import org.jspecify.annotations.NullMarked;
