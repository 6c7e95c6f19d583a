package dev.pgexport.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What ECS tells a container about itself, see "Amazon ECS task metadata endpoint version 4": no permission is needed, and the
 * request does not leave the host.
 *
 * @param task the task's ARN
 * @param taskDefinition its family and revision
 * @param image the image's name
 * @param imageDigest {@code sha256:} and the digest of the image's configuration
 */
record EcsContainer(String task, String taskDefinition, String image, String imageDigest) {
    private static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final String LABEL = "com.amazonaws.ecs.";

    /** Ask for it; empty elsewhere than in ECS, and when there is no answer. */
    static Optional<EcsContainer> find(Map<String, String> variables) {
        String address = variables.getOrDefault(VARIABLE, "");
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return Optional.of(of(new ObjectMapper().readTree(in)));
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static EcsContainer of(JsonNode container) {
        JsonNode labels = container.path("Labels");
        return new EcsContainer(
                labels.path(LABEL + "task-arn").asText(),
                labels.path(LABEL + "task-definition-family").asText() + ":"
                        + labels.path(LABEL + "task-definition-version").asText(),
                container.path("Image").asText(),
                container.path("ImageID").asText());
    }
}
