package dev.pgexport.testkit.s3;

import java.util.Optional;

/** Starts servers of one kind. */
interface S3Launcher {
    /** Return what is missing on this machine for such a server, and what to do about it; empty when nothing is. */
    Optional<String> missing();

    /** Start a server. */
    S3Server start();
}
