/** A database that lets in who has a token of IAM, as those of Amazon RDS do. */
@NullMarked
package dev.pgexport.testkit.iam;

import org.jspecify.annotations.NullMarked;
