/** Finding plugins. */
@NullMarked
package dev.pgexport.cli.plugin;

import org.jspecify.annotations.NullMarked;
