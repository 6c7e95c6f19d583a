package dev.pgexport.s3;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Puts exports into Amazon S3, or a server that speaks its protocol: {@code s3://bucket/prefix/}. */
public final class S3SinkPlugin implements SinkPlugin<S3Settings> {
    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String description() {
        return "Puts exports into a bucket of Amazon S3, or of a server that speaks its protocol.";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public Class<S3Settings> settings() {
        return S3Settings.class;
    }

    /** Open the location; sends no request, and loads no class of AWS before. */
    @Override
    public Sink open(S3Settings settings, URI location) {
        return Opening.sink(settings, S3Location.of(location));
    }

    @Override
    public List<Finding> diagnose(S3Settings settings, URI location) {
        return Diagnosis.of(settings, location);
    }
}
