/** Logins to databases by AWS's means: tokens of IAM, and secrets of Secrets Manager. */
@NullMarked
package dev.pgexport.aws.authentication;

import org.jspecify.annotations.NullMarked;
