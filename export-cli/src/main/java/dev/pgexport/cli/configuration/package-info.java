/** What was set, and where: flags, variables, the file, defaults. */
@NullMarked
package dev.pgexport.cli.configuration;

import org.jspecify.annotations.NullMarked;
