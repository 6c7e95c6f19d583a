/** The commands that show settings and plugins. */
@NullMarked
package dev.pgexport.cli.config;

import org.jspecify.annotations.NullMarked;
