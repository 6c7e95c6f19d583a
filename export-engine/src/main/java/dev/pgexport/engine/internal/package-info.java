/** What the engine's packages share; not for other modules. */
@NullMarked
package dev.pgexport.engine.internal;

import org.jspecify.annotations.NullMarked;
