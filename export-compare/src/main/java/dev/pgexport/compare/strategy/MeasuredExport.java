package dev.pgexport.compare.strategy;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.compare.StrategyStatistics;

/**
 * An export that was made to be compared.
 *
 * @param manifest what it holds
 * @param statistics what it took
 */
public record MeasuredExport(Manifest manifest, StrategyStatistics statistics) {}
