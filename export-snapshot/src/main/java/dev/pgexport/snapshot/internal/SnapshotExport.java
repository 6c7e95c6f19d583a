package dev.pgexport.snapshot.internal;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.snapshot.internal.result.ReportFiles;
import dev.pgexport.snapshot.internal.result.TableFolder;
import dev.pgexport.snapshot.internal.storage.Key;
import dev.pgexport.snapshot.internal.storage.Landing;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What RDS wrote, as an export: its objects are those that a listing finds, asked for page by page. */
final class SnapshotExport implements Export {
    private final Completed completed;
    private final Session session;
    private final Landing landing;
    private final Retreat retreat;
    private final Footers footers;
    private final AtomicLong listed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean confirmed;

    SnapshotExport(Completed completed, Session session, Landing landing, Retreat retreat) {
        this.completed = completed;
        this.session = session;
        this.landing = landing;
        this.retreat = retreat;
        this.footers = new Footers(session.store(), completed.description().tables());
    }

    @Override
    public ExportDescription description() {
        return completed.description();
    }

    @Override
    public long estimatedBytes() {
        return completed.bytes();
    }

    @Override
    public Iterator<ExportObject> objects() {
        Stream<Key> keys;
        try {
            keys = session.store().list(completed.place().prefix());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExportException(Kind.UNAVAILABLE, "interrupted while listing " + completed.place(), e);
        }
        return keys.peek(key -> {
                    listed.incrementAndGet();
                    bytes.addAndGet(key.bytes());
                })
                .<ExportObject>map(this::object)
                .iterator();
    }

    private ExportObject object(Key key) {
        String name = key.key().substring(completed.place().prefix().length());
        Content content;
        if (ReportFiles.isReport(name)) {
            content = new Content.Report(
                    Optional.ofNullable(completed.withoutFile().get(name)).orElse(List.of()));
        } else if (key.bytes() == 0) {
            content = new Content.Marker();
        } else {
            content = TableFolder.holding(name)
                    .flatMap(folder -> Optional.ofNullable(completed.folders().get(folder)))
                    .<Content>map(Content.Rows::new)
                    .orElseThrow(() -> new ExportException(
                            Kind.INTEGRITY, "RDS wrote " + name + ", which belongs to no table that it reports"));
        }
        return new SnapshotObject(completed.task(), name, key, content, session.store(), landing.place(), footers);
    }

    /** Nothing that RDS wrote changes any more: what the second listing found is what the first did. */
    @Override
    public void confirm() {
        if (listed.get() != completed.objects() || bytes.get() != completed.bytes()) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    "what RDS wrote has changed meanwhile: " + completed.objects() + " objects of " + completed.bytes()
                            + " bytes were listed first, then " + listed + " of " + bytes);
        }
        confirmed = true;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        retreat.closing(completed.task(), confirmed, footers.damaged());
        session.close();
    }
}
