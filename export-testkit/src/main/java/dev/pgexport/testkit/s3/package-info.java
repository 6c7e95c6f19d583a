/** Real S3 servers to test against, and what each of them can do. */
@NullMarked
package dev.pgexport.testkit.s3;

import org.jspecify.annotations.NullMarked;
