/** The command that looks at everything an export needs. */
@NullMarked
package dev.pgexport.cli.doctor;

import org.jspecify.annotations.NullMarked;
