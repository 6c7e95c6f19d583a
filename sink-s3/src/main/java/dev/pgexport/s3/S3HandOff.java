package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.StoredObject;
import java.net.URI;
import java.net.URISyntaxException;

/** Has S3 copy what another service wrote; no byte of it passes through here. */
final class S3HandOff implements HandOff {
    private final Uploads uploads;

    S3HandOff(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public URI location() {
        S3Location location = uploads.location();
        try {
            return new URI("s3", location.bucket(), "/" + location.prefix(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public StoredObject adopt(ObjectName name, URI existing) throws InterruptedException {
        if (!"s3".equals(existing.getScheme()) || existing.getPath().length() < 2) {
            throw new ExportException(
                    ExportException.Kind.CONFIGURATION, "only objects of S3 can be adopted, not " + existing);
        }
        String key = uploads.location().key(name);
        Stored stored = new ServerCopy(uploads, key)
                .from(existing.getAuthority(), existing.getPath().substring(1));
        return new StoredObject(
                name, stored.bytes(), stored.modified(), stored.crc().map(Crc::hex));
    }
}
