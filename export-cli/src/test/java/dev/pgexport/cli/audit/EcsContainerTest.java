package dev.pgexport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EcsContainerTest {
    private static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";

    @Test
    void aContainerInEcsKnowsItsTaskAndItsImage() throws IOException {
        byte[] answer = """
                {"DockerId": "ea32192c8553fbff06c9340478a2ff089b2bb5646fb718b4ee206641c9086d66",
                 "Name": "pgexport",
                 "Image": "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0",
                 "ImageID": "sha256:25f3695bedfb454a50f12d127839a68ad3caf91e451c1da073db34c542c4d2cb",
                 "Labels": {
                   "com.amazonaws.ecs.cluster": "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/app",
                   "com.amazonaws.ecs.container-name": "pgexport",
                   "com.amazonaws.ecs.task-arn": "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task/app/158d1c8083dd",
                   "com.amazonaws.ecs.task-definition-family": "app",
                   "com.amazonaws.ecs.task-definition-version": "7"}}
                """.getBytes(StandardCharsets.UTF_8);
        HttpServer metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/v4/ea32", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        metadata.start();
        try {
            String address = "http://127.0.0.1:" + metadata.getAddress().getPort() + "/v4/ea32";

            assertThat(EcsContainer.find(Map.of(VARIABLE, address)))
                    .contains(new EcsContainer(
                            "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:task/app/158d1c8083dd",
                            "app:7",
                            "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/pgexport:0.1.0",
                            "sha256:25f3695bedfb454a50f12d127839a68ad3caf91e451c1da073db34c542c4d2cb"));
        } finally {
            metadata.stop(0);
        }
    }

    @Test
    void elsewhereNothingIsKnown() {
        assertThat(EcsContainer.find(Map.of())).isEmpty();
        assertThat(EcsContainer.find(Map.of(VARIABLE, "http://127.0.0.1:1/v4"))).isEmpty();
        assertThat(EcsContainer.find(Map.of(VARIABLE, "not an address"))).isEmpty();
    }
}
