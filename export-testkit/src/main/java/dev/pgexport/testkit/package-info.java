/** Contract tests that every source and every sink passes, to be subclassed, and the servers to run them against. */
@NullMarked
package dev.pgexport.testkit;

import org.jspecify.annotations.NullMarked;
