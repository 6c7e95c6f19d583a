/** What RDS says of an export that it has made, and whether that is all. */
@NullMarked
package dev.pgexport.snapshot.internal.result;

import org.jspecify.annotations.NullMarked;
