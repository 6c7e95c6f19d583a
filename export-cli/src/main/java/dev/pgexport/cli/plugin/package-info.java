/** Finding sources and sinks. */
@NullMarked
package dev.pgexport.cli.plugin;

import org.jspecify.annotations.NullMarked;
