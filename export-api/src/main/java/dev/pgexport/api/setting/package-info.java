/** How a plugin declares its settings: once, as components of a record. */
@NullMarked
package dev.pgexport.api.setting;

import org.jspecify.annotations.NullMarked;
