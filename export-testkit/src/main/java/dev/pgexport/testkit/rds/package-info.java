/**
 * A stand-in for Amazon RDS: the calls by which snapshots are made and exported to S3, with the files that they leave.
 *
 * <p>What AWS documents is done as documented; what it does not is said at the type that decides it.
 */
@NullMarked
package dev.pgexport.testkit.rds;

import org.jspecify.annotations.NullMarked;
