package dev.pgexport.api;

import java.io.IOException;
import java.net.URI;

/** A place where another service may write objects for a sink to adopt. */
public interface HandOff {
    /** Return the location's own URI, as in {@code s3://bucket/prefix/}. */
    URI location();

    /**
     * Make what another service wrote an object of the location, without its bytes passing through this program.
     *
     * @param existing where the bytes lie
     * @throws ExportException when that place is not one this sink can adopt from
     */
    StoredObject adopt(ObjectName name, URI existing) throws IOException, InterruptedException;
}
