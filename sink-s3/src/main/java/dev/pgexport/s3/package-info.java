/** Sink {@code s3}: exports in a bucket of Amazon S3 or of a server that speaks its protocol. */
@NullMarked
package dev.pgexport.s3;

import org.jspecify.annotations.NullMarked;
