/** Records of who exported what, when and by which code. */
@NullMarked
package dev.pgexport.cli.audit;

import org.jspecify.annotations.NullMarked;
