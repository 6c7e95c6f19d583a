package dev.pgexport.s3;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Hold;
import dev.pgexport.api.ObjectName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * Takes what another service wrote as it lies there, or has S3 copy it: no byte of it passes through here. Thread-safe.
 */
final class S3HandOff implements HandOff {
    private final Uploads uploads;
    private final Claims claims;
    private final Holds holds;

    S3HandOff(Uploads uploads, Claims claims, Holds holds) {
        this.uploads = uploads;
        this.claims = claims;
        this.holds = holds;
    }

    @Override
    public URI location(ExportId id) {
        S3Location location = uploads.location();
        try {
            return new URI("s3", location.bucket(), "/" + location.keysOf(id), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Checksums adopt(ObjectName name, ExistingObject existing) throws InterruptedException {
        URI place = existing.location();
        if (!"s3".equals(place.getScheme())
                || place.getAuthority() == null
                || place.getPath().length() < 2) {
            throw new ExportException(
                    Kind.CONFIGURATION, "only objects of S3 can be adopted, not " + existing.location());
        }
        claims.check(name);
        String key = uploads.location().key(name);
        String bucket = place.getAuthority();
        String existingKey = place.getPath().substring(1);
        boolean inPlace = bucket.equals(uploads.location().bucket()) && existingKey.equals(key);
        return inPlace
                ? existing.checksums()
                : new ServerCopy(uploads, key)
                        .from(bucket, existingKey, existing)
                        .checksums();
    }

    @Override
    public void hold(ExportId id, Duration longest) {
        claims.require(id);
        holds.hold(id, longest);
    }

    @Override
    public boolean held(ExportId id) {
        return holds.held(id);
    }

    @Override
    public List<Hold> holds() {
        return holds.all();
    }

    @Override
    public void release(ExportId id) {
        holds.release(id);
    }
}
