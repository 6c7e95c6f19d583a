package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink.Claim;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.aws.AwsFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Who holds which export: a run keeps renewing an object, and one that is not renewed any more is the evidence that what
 * lies under that id is what a dead run left. What lies there without such evidence is never touched: it may be anything.
 * Thread-safe. See {@link ClaimObject}, and docs/adr.
 */
final class Claims implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int BEATS_TO_DEATH = 5;
    private static final int ATTEMPTS = 5;

    private final Uploads uploads;
    private final Listing listing;
    private final OpenUploads open;
    private final Holds holds;
    private final Duration heartbeat;
    private final Map<ExportId, HeldClaim> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beats;

    Claims(Uploads uploads, Listing listing, OpenUploads open, Holds holds, Duration heartbeat) {
        this.uploads = uploads;
        this.listing = listing;
        this.open = open;
        this.holds = holds;
        this.heartbeat = heartbeat;
        this.beats = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "s3-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        // Renewing logs its failures; the future of something that never ends is nobody's.
        var unused = beats.scheduleAtFixedRate(
                () -> held.values().forEach(HeldClaim::renew),
                heartbeat.toNanos(),
                heartbeat.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** See {@link dev.pgexport.api.Sink#claim}. */
    Claim claim(ExportId id) {
        HeldClaim claim = uploads.background().complete(() -> {
            try {
                return take(id);
            } catch (SdkException e) {
                throw AwsFailure.of(e, "claim " + id + " in " + uploads.location());
            }
        });
        return () -> giveBack(claim);
    }

    private HeldClaim take(ExportId id) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Seen seen = look(id);
            if (seen.isAlive()) {
                break;
            }
            if (seen.claim.isEmpty() && holdsSomethingElse(id)) {
                throw new ExportException(
                                Kind.CONFLICT,
                                uploads.location().shown(uploads.location().keysOf(id))
                                        + " has objects and is not an export")
                        .withAdvice("choose another --id or another location");
            }
            Optional<HeldClaim> taken = take(id, seen);
            if (taken.isPresent()) {
                return taken.get();
            }
        }
        throw new ExportException(Kind.BUSY, "another run holds " + id + " in " + uploads.location())
                .withAdvice("wait for it to end, or choose another --id");
    }

    /** A claim's object, if there is one, and the server's time of looking. */
    private record Seen(Optional<Stored> claim, Instant now) {
        boolean isAlive() {
            return claim.filter(found -> ClaimObject.isAlive(found, now)).isPresent();
        }
    }

    private Seen look(ExportId id) {
        String key = ClaimObject.key(uploads.location(), id);
        ListObjectsV2Response page = uploads.bucket().list(key, null, null, 1);
        return new Seen(Lookup.in(page, key), Stored.serverTime(page.sdkHttpResponse()));
    }

    private boolean holdsSomethingElse(ExportId id) {
        return hasObjects(id) && !isComplete(id);
    }

    private boolean hasObjects(ExportId id) {
        return !uploads.bucket()
                .list(uploads.location().keysOf(id), null, null, 1)
                .contents()
                .isEmpty();
    }

    private boolean isComplete(ExportId id) {
        return uploads.lookup()
                .listed(uploads.location().key(id.resolve(Manifest.NAME)))
                .isPresent();
    }

    /** Take a claim that is not alive, unless somebody else does. */
    private Optional<HeldClaim> take(ExportId id, Seen seen) {
        String key = ClaimObject.key(uploads.location(), id);
        String token = UUID.randomUUID().toString();
        Duration validity = heartbeat.multipliedBy(BEATS_TO_DEATH);
        Bytes content = ClaimObject.content(id, token, validity);
        Condition condition =
                seen.claim.map(stale -> Condition.unchanged(stale.etag())).orElse(Condition.ABSENT);
        Optional<String> etag;
        try {
            etag = Optional.of(
                    uploads.bucket().putOwn(key, content, token, condition).eTag());
        } catch (SdkException e) {
            if (S3Failure.isUnknownToServer(e) || (S3Failure.isDenied(e) && seen.claim.isPresent())) {
                etag = takeUnconditionally(key, content, token, seen);
            } else if (S3Failure.leavesDoubt(e)) {
                var written = new Doubt.Written(key, token, content.length(), Etag.of(content.md5()));
                etag = uploads.doubt().resolve(written).map(Stored::etag);
                if (etag.isEmpty()
                        && !S3Failure.isRefusedByCondition(e)
                        && !S3Failure.isSimultaneous(e)
                        && !S3Failure.isMissing(e)) {
                    throw e;
                }
            } else {
                throw e;
            }
        }
        return etag.map(own ->
                hold(new HeldClaim(uploads.bucket(), uploads.lookup(), uploads.location(), id, token, validity, own)));
    }

    /** Without conditional writes, or the right that If-Match needs (s3:GetObject): the last of two that write wins. */
    private Optional<String> takeUnconditionally(String key, Bytes content, String token, Seen seen) {
        Optional<String> before = uploads.lookup().listed(key).map(Stored::etag);
        if (!before.equals(seen.claim.map(Stored::etag))) {
            return Optional.empty();
        }
        String own =
                uploads.bucket().putOwn(key, content, token, Condition.NONE).eTag();
        return uploads.lookup().listed(key).map(Stored::etag).filter(own::equals);
    }

    private HeldClaim hold(HeldClaim claim) {
        held.put(claim.id(), claim);
        return claim;
    }

    /** See to it that a name may be written, as far as this process knows without asking. */
    void check(ObjectName name) {
        holder(name).ifPresent(HeldClaim::check);
    }

    /** See to it that a name may be written at this moment. */
    void confirm(ObjectName name) {
        holder(name).ifPresent(HeldClaim::confirm);
    }

    private Optional<HeldClaim> holder(ObjectName name) {
        String first = name.segments().get(0);
        return held.values().stream()
                .filter(claim -> claim.id().value().equals(first))
                .findFirst();
    }

    /** See to it that this sink holds an export, as far as this process knows without asking. */
    void require(ExportId id) {
        Optional.ofNullable(held.get(id))
                .orElseThrow(() -> new ExportException(
                        Kind.CONFLICT, "nobody has claimed " + id + " in " + uploads.location() + " by this sink"))
                .check();
    }

    /** A claim that cannot be given back dies by itself. */
    private void giveBack(HeldClaim claim) {
        if (!held.remove(claim.id(), claim)) {
            return;
        }
        try {
            uploads.background().complete(() -> {
                settle(claim);
                return true;
            });
        } catch (SdkException | ExportException e) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("export", claim.id())
                    .log("cannot give the claim back; it dies in a few minutes");
        }
    }

    private void settle(HeldClaim claim) {
        ExportId id = claim.id();
        if (holds.heldOrTidied(id)) {
            // Whatever another service will have written is to be known as what a run left.
            claim.end(true);
            return;
        }
        boolean parts =
                hasObjects(id) || !open.below(uploads.location().keysOf(id)).isEmpty();
        claim.end(parts && !isComplete(id));
    }

    /** See {@link dev.pgexport.api.Sink#leftovers}. */
    List<Leftover> leftovers() {
        List<Leftover> leftovers = new ArrayList<>();
        for (ExportId id : claimed()) {
            try {
                Seen seen = look(id);
                if (seen.claim.isPresent() && !seen.isAlive() && !holds.held(id)) {
                    leftoverOf(id, seen).ifPresent(leftovers::add);
                }
            } catch (SdkException e) {
                throw AwsFailure.of(e, "look for leftovers in " + uploads.location());
            }
        }
        return leftovers;
    }

    private List<ExportId> claimed() {
        try (var objects = listing.objects(uploads.location().ownKeys())) {
            return objects.map(object -> ClaimObject.id(uploads.location(), object.key()))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private Optional<Leftover> leftoverOf(ExportId id, Seen seen) {
        Leftover leftover = measure(id);
        if (leftover.objects() > 0 && !isComplete(id)) {
            return Optional.of(leftover);
        }
        // The run died before its first object, or after its manifest: only what it would have removed itself is left.
        try {
            take(id, seen).ifPresent(claim -> tidy(id, claim));
        } catch (SdkException | ExportException e) {
            LOG.atDebug().setCause(e).addKeyValue("export", id).log("cannot remove the claim of a dead run");
        }
        return Optional.empty();
    }

    private void tidy(ExportId id, HeldClaim claim) {
        try {
            open.abort(open.below(uploads.location().keysOf(id)));
        } finally {
            giveBack(claim);
        }
    }

    private Leftover measure(ExportId id) {
        String prefix = uploads.location().keysOf(id);
        long[] count = {open.below(prefix).size(), 0};
        try (var objects = listing.objects(prefix)) {
            objects.forEach(object -> {
                count[0]++;
                count[1] += object.size();
            });
        }
        return new Leftover(id, count[0], count[1]);
    }

    /** See {@link dev.pgexport.api.Sink#remove}. */
    void remove(Leftover leftover) {
        uploads.background().complete(() -> {
            try {
                removeNow(leftover.id());
                return true;
            } catch (SdkException e) {
                throw AwsFailure.of(e, "remove what is left of " + leftover.id() + " in " + uploads.location());
            }
        });
    }

    private void removeNow(ExportId id) {
        Seen seen = look(id);
        if (seen.claim.isEmpty() || seen.isAlive()) {
            return;
        }
        Optional<HeldClaim> taken = take(id, seen);
        if (taken.isEmpty()) {
            return;
        }
        try {
            String prefix = uploads.location().keysOf(id);
            if (!holds.held(id) && !isComplete(id)) {
                open.abort(open.below(prefix));
                try (Stream<String> keys = listing.objects(prefix).map(object -> object.key())) {
                    new Deletion(uploads.bucket(), uploads.location()).delete(keys);
                }
            }
        } finally {
            giveBack(taken.get());
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
