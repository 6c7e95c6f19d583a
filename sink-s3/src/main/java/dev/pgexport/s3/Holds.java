package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Hold;
import dev.pgexport.aws.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Where another service writes: objects {@code .pgexport/<id>.hold}, each good for as long as it may go on, see {@link
 * TimedObject}. Thread-safe.
 */
final class Holds {
    private static final String SUFFIX = ".hold";

    private final Uploads uploads;
    private final Listing listing;

    Holds(Uploads uploads, Listing listing) {
        this.uploads = uploads;
        this.listing = listing;
    }

    /** See {@link HandOff#hold}; the caller has the claim. */
    void hold(ExportId id, Duration longest) {
        if (longest.isNegative() || longest.isZero() || longest.compareTo(HandOff.LONGEST_HOLD) > 0) {
            throw new ExportException(
                    Kind.CONFIGURATION,
                    "another service may write for at most " + HandOff.LONGEST_HOLD.toDays() + " days, and more than"
                            + " none, not " + longest);
        }
        Duration validity =
                Duration.ofSeconds(longest.plusSeconds(1).minusNanos(1).toSeconds());
        Bytes content = TimedObject.content(
                "Another service writes to the export " + id + " for a run of pgexport, for " + validity.toSeconds()
                        + " seconds\nafter this was last modified at most. Do not delete this before.\n",
                validity);
        perform(
                "hold " + id,
                () -> uploads.bucket()
                        .putOwn(key(id), content, UUID.randomUUID().toString(), Condition.NONE));
    }

    boolean held(ExportId id) {
        return find(id).isPresent();
    }

    /** See {@link HandOff#holds}. */
    List<Hold> all() {
        List<ExportId> ids;
        try (var objects = listing.objects(uploads.location().ownKeys())) {
            ids = objects.map(object -> uploads.location().ownId(object.key(), SUFFIX))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        }
        List<Hold> holds = new ArrayList<>();
        ids.forEach(id -> find(id).ifPresent(holds::add));
        return holds;
    }

    private Optional<Hold> find(ExportId id) {
        return perform("look whether another service writes to " + id, () -> {
            Seen seen = look(id);
            return seen.object
                    .filter(object -> TimedObject.isGood(object, seen.now))
                    .map(object -> new Hold(id, TimedObject.end(object)));
        });
    }

    /** See {@link HandOff#release}. Without the right to delete, an empty object stays. */
    void release(ExportId id) {
        perform("release the hold of " + id, () -> {
            look(id).object.ifPresent(object -> end(id, object));
            return true;
        });
    }

    /** Remove what is left of a hold whose time is over, and return whether there is one that is good. */
    boolean heldOrTidied(ExportId id) {
        return perform("tidy the hold of " + id, () -> {
            Seen seen = look(id);
            boolean good = seen.object
                    .filter(object -> TimedObject.isGood(object, seen.now))
                    .isPresent();
            if (!good) {
                seen.object.ifPresent(object -> end(id, object));
            }
            return good;
        });
    }

    private void end(ExportId id, Stored object) {
        try {
            uploads.bucket().delete(key(id));
        } catch (SdkException e) {
            if (!S3Failure.isDenied(e)) {
                throw e;
            }
            if (object.bytes() > 0) {
                uploads.bucket()
                        .putOwn(key(id), TimedObject.ended(), UUID.randomUUID().toString(), Condition.NONE);
            }
        }
    }

    /** A hold's object, if there is one, and the server's time of looking. */
    private record Seen(Optional<Stored> object, Instant now) {}

    private Seen look(ExportId id) {
        String key = key(id);
        ListObjectsV2Response page = uploads.bucket().list(key, null, null, 1);
        return new Seen(Lookup.in(page, key), Stored.serverTime(page.sdkHttpResponse()));
    }

    private String key(ExportId id) {
        return uploads.location().ownKey(id, SUFFIX);
    }

    /** A request that was sent is answered, whether this thread is interrupted or not. */
    private <T> T perform(String action, Supplier<T> requests) {
        return uploads.background().complete(() -> {
            try {
                return requests.get();
            } catch (SdkException e) {
                throw AwsFailure.of(e, action + " in " + uploads.location());
            }
        });
    }
}
