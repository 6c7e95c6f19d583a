package dev.pgexport.testkit.s3;

import java.util.Optional;

/**
 * What a request is signed with.
 *
 * @param sessionToken the token of temporary credentials
 */
public record S3Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {}
