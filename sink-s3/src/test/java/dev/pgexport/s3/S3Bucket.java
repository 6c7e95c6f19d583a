package dev.pgexport.s3;

import dev.pgexport.api.Sink;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.S3Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket for one test, and how to look into it without the sink.
 *
 * @param server has it
 * @param name its name
 */
record S3Bucket(S3Server server, String name) {
    static S3Bucket on(S3Server server) {
        return new S3Bucket(server, server.newBucket());
    }

    S3Client client() {
        return server.client();
    }

    URI location(String prefix) {
        return URI.create("s3://" + name + "/" + prefix);
    }

    /** Open a sink of a prefix, with settings beside those that reach the server. */
    Sink open(String prefix, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Profiles.owner(server));
        settings.putAll(more);
        return new S3SinkPlugin().open(SettingsBinder.bind(S3Settings.class, settings), location(prefix));
    }

    /** Open a sink whose limits are so low that they can be reached. */
    Sink open(int direct, long greatestCopy, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Profiles.owner(server));
        settings.putAll(more);
        return Opening.sink(
                SettingsBinder.bind(S3Settings.class, settings),
                S3Location.of(location("exports/")),
                direct,
                greatestCopy);
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        client().listObjectsV2Paginator(request -> request.bucket(name))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    List<String> uploads() {
        List<String> keys = new ArrayList<>();
        client().listMultipartUploads(request -> request.bucket(name))
                .uploads()
                .forEach(upload -> keys.add(upload.key()));
        return keys;
    }

    /** Return everything that it holds, whatever kind it is of. */
    List<String> everything() {
        List<String> everything = keys();
        uploads().forEach(key -> everything.add("upload of " + key));
        return everything;
    }
}
