/**
 * A front for a real S3 server that makes what cannot be made to order happen: requests that fail, stall, are cut, or
 * succeed while their answer is lost.
 *
 * <p>{@link dev.pgexport.testkit.fault.FaultFront} is the front, {@link dev.pgexport.testkit.fault.FaultSchedule} says
 * which request meets which {@link dev.pgexport.testkit.fault.Fault}, and {@link
 * dev.pgexport.testkit.fault.ObservedRequest} is what the front saw.
 */
@NullMarked
package dev.pgexport.testkit.fault;

import org.jspecify.annotations.NullMarked;
