package dev.pgexport.api;

import java.net.URI;

/**
 * Bytes of an object that another service has already put somewhere.
 *
 * @param location where they lie
 * @param written what they hold
 */
public record ExistingObject(URI location, Written written) {}
