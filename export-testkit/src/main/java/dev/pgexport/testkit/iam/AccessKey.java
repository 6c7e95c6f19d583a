package dev.pgexport.testkit.iam;

import java.util.Optional;

/**
 * What an AWS identity signs with.
 *
 * @param id the access key's public id
 * @param secret the access key's secret
 * @param sessionToken what temporary credentials come with
 */
public record AccessKey(String id, String secret, Optional<String> sessionToken) {}
