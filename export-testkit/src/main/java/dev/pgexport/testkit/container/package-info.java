/** Servers in containers, by Testcontainers; tests that ask for one are skipped, and say so, where there is no Docker. */
@NullMarked
package dev.pgexport.testkit.container;

import org.jspecify.annotations.NullMarked;
