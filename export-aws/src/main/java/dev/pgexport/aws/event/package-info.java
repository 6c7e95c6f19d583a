/** Telling others in AWS what happened. */
@NullMarked
package dev.pgexport.aws.event;

import org.jspecify.annotations.NullMarked;
