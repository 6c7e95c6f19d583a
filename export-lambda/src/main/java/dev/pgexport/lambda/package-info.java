/** The program as a function of AWS Lambda: an event with settings makes an export. */
@NullMarked
package dev.pgexport.lambda;

import org.jspecify.annotations.NullMarked;
