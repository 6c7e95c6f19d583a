package dev.pgexport.cli.metrics;

/** How numbers about a run are written to standard output. */
public enum MetricsFormat {
    NONE,
    /** Amazon CloudWatch's embedded metric format. */
    EMF
}
