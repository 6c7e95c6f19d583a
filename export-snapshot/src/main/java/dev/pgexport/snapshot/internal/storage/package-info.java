/** Where RDS writes, and how it is read. */
@NullMarked
package dev.pgexport.snapshot.internal.storage;

import org.jspecify.annotations.NullMarked;
