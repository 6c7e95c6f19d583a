/** The image that docker/build makes, run as Fargate would run it. */
@NullMarked
package dev.pgexport.cli.image;

import org.jspecify.annotations.NullMarked;
