package dev.pgexport.testkit.fault;

/** How a connection ends for the client. */
enum Ending {
    /** Orderly: what was sent arrives, and nothing follows. */
    CLOSE,
    /** Abruptly, by a TCP reset. */
    RESET
}
