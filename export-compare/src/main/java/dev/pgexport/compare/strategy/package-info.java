/**
 * Exports by several strategies, to be compared: in one snapshot where they can, and measured. {@link
 * dev.pgexport.compare.strategy.StrategyRuns} is where to start.
 */
@NullMarked
package dev.pgexport.compare.strategy;

import org.jspecify.annotations.NullMarked;
