package dev.pgexport.s3;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.Written;
import dev.pgexport.testkit.SinkContract;
import dev.pgexport.testkit.SinkHandOffContract;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** The contract of sinks, on every server, below a prefix that has to be encoded. */
@EveryS3Server
class S3SinkTest extends SinkContract implements SinkHandOffContract {
    private static final String PREFIX = "ex%20ports/of+%C3%A9t%C3%A9/";

    /** LocalStack 4.14 cannot go on with a listing whose keys are not ASCII. */
    private static final String ASCII_PREFIX = "ex%20ports/of+1%25'/";

    private final S3Bucket bucket;
    private final S3Bucket elsewhere;
    private String prefix;
    private Optional<String> kept = Optional.empty();

    S3SinkTest(S3Server server) {
        bucket = S3Bucket.on(server);
        elsewhere = S3Bucket.on(server);
        prefix = server.kind() == S3Kind.LOCALSTACK ? ASCII_PREFIX : PREFIX;
    }

    @Override
    protected SinkPlugin<?> plugin() {
        return new S3SinkPlugin();
    }

    @Override
    protected URI location() {
        return bucket.location(prefix);
    }

    @Override
    protected Map<String, String> settings() {
        Map<String, String> settings = Profiles.owner(bucket.server());
        settings.put("s3.heartbeat", "1s");
        return settings;
    }

    @Override
    public List<String> everythingStored() {
        return bucket.everything().stream()
                .filter(key -> !Optional.of(key).equals(kept))
                .toList();
    }

    @Override
    public ExistingObject write(URI place, byte[] bytes, Written written) {
        String etag = bucket.client()
                .putObject(
                        request -> request.bucket(place.getAuthority())
                                .key(place.getPath().substring(1)),
                        RequestBody.fromBytes(bytes))
                .eTag();
        return new ExistingObject(place, bytes.length, Checksums.ofEtag(etag), written);
    }

    @Override
    public URI elsewhere() {
        return elsewhere.location("rds/part%201.parquet");
    }

    /** MinIO has folders, and refuses a put into one that a delete of its last object removes: there, one stays. */
    @Test
    @Override
    public void writersDoNotMindThatOthersDeleteTheirNeighbours() throws Exception {
        if (bucket.server().kind() == S3Kind.MINIO) {
            String key = S3Location.of(location()).key(ObjectName.of("export", "data", "table", "kept"));
            bucket.client().putObject(request -> request.bucket(bucket.name()).key(key), RequestBody.empty());
            kept = Optional.of(key);
        }
        super.writersDoNotMindThatOthersDeleteTheirNeighbours();
    }

    /** A key of 1,024 bytes has no room for a prefix. S3Proxy keeps keys as names of files, and has less room. */
    @Test
    @Override
    public void longestNamesAreStored() throws Exception {
        if (bucket.server().kind() != S3Kind.LIGHT) {
            prefix = "";
            super.longestNamesAreStored();
        }
    }

    /** S3Proxy replaces a file and its checksum one after the other, and a reader can come in between. */
    @Test
    @Override
    public void readersSeeOneVersionWhileItIsReplaced() throws Exception {
        if (bucket.server().kind() != S3Kind.LIGHT) {
            super.readersSeeOneVersionWhileItIsReplaced();
        }
    }
}
