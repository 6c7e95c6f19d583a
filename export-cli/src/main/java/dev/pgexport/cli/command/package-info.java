/** What a command is, and what it works with. */
@NullMarked
package dev.pgexport.cli.command;

import org.jspecify.annotations.NullMarked;
