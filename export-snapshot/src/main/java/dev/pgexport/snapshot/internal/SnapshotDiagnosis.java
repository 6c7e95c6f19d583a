package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.snapshot.SnapshotSettings;
import dev.pgexport.snapshot.internal.check.Checks;
import dev.pgexport.snapshot.internal.plan.RdsIdentifier;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.rds.SnapshotFacts;
import dev.pgexport.snapshot.internal.storage.Landings;
import dev.pgexport.snapshot.internal.storage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether an export would succeed, without starting anything. */
public final class SnapshotDiagnosis {
    private SnapshotDiagnosis() {}

    public static List<Finding> of(SnapshotSettings settings, ExportRequest request) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Plan plan;
        Optional<Place> place;
        try {
            plan = Plan.of(settings, request);
            place = settings.task().staging().isPresent() || request.handOff().isPresent()
                    ? Optional.of(Landings.of(settings.task().staging(), request.handOff(), request.id())
                            .place())
                    : Optional.empty();
        } catch (ExportException e) {
            return List.of(Checks.failure("settings", e));
        }
        findings.add(scope(plan));
        if (place.isEmpty()) {
            findings.add(Finding.warning(
                    "bucket",
                    "not known without a location in S3",
                    "give --to s3://bucket/prefix, or --snapshot-staging"));
        }
        try (Session session = Session.open(settings, place.map(Place::bucket).orElse("unknown"))) {
            Origin origin = Preflight.origin(plan.source(), session.origins());
            findings.addAll(Checks.diagnose(Preflight.of(plan, session, origin, place)));
            findings.addAll(forgotten(plan.source(), session));
        } catch (ExportException e) {
            findings.add(Checks.failure("source", e));
        }
        return findings;
    }

    private static Finding scope(Plan plan) {
        String asked = plan.scope().exportOnly().isEmpty()
                ? "the whole snapshot"
                : String.join(", ", plan.scope().exportOnly().stream().limit(5).toList())
                        + (plan.scope().exportOnly().size() > 5 ? ", ..." : "");
        return plan.scope()
                .surplus()
                .map(reason -> Finding.warning(
                        "selection",
                        "RDS would write " + asked + ", which may be more than is selected: " + reason,
                        "what is too much is deleted afterwards; --strict makes this a failure"))
                .orElseGet(() -> Finding.ok("selection", "RDS would write " + asked));
    }

    /** Snapshots cost money as long as they are there. */
    private static List<Finding> forgotten(SourceChoice source, Session session) throws InterruptedException {
        Optional<String> of = source.named();
        if (of.isEmpty()) {
            return List.of();
        }
        boolean cluster = source instanceof SourceChoice.Live
                || (source instanceof SourceChoice.Create create && create.cluster())
                || (source instanceof SourceChoice.Latest latest && latest.cluster());
        List<String> made = session.origins().snapshots(cluster).manual(of.get()).stream()
                .filter(snapshot -> snapshot.tags().containsKey(RdsIdentifier.TAG))
                .map(SnapshotFacts::identifier)
                .toList();
        return made.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "snapshots",
                        "made by runs of pgexport, and kept or left by one that was killed: " + String.join(", ", made),
                        "delete those that no run uses: aws rds "
                                + (cluster ? "delete-db-cluster-snapshot" : "delete-db-snapshot")));
    }
}
