package dev.pgexport.snapshot.internal.storage;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Chooses where RDS writes. */
public final class Landings {
    /** What the names of objects start with that RDS wrote. */
    public static final String FOLDER = "rds";

    private Landings() {}

    /**
     * Choose.
     *
     * @param staging wins over the hand-off
     * @throws ExportException of kind CONFIGURATION when RDS can write nowhere
     */
    public static Landing of(Optional<URI> staging, Optional<HandOff> handOff, ExportId id) {
        if (staging.isPresent()) {
            return new StagingLanding(
                    Place.of(staging.get()).resolve(id.value()).resolve(FOLDER));
        }
        HandOff direct = handOff.orElseThrow(() -> new ExportException(
                        Kind.CONFIGURATION, "RDS writes to S3 alone, and the exports are elsewhere")
                .withAdvice("give --to s3://bucket/prefix, or --snapshot-staging s3://bucket/prefix for it to write to"
                        + " first"));
        try {
            return new HandOffLanding(direct, id);
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot look whether RDS has written to " + id, e);
        }
    }
}
