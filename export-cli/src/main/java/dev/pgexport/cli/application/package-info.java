/** Runs command lines: the tree of commands, their options, and how the program is put together for one of them. */
@NullMarked
package dev.pgexport.cli.application;

import org.jspecify.annotations.NullMarked;
