package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.rds.Origin;
import dev.pgexport.snapshot.internal.rds.Origins;
import java.util.Optional;

/** Finds what a task exported, which may be gone when it is complete. */
final class Provenance {
    private Provenance() {}

    static Optional<Origin> of(SourceChoice choice, Origins origins, String arn) throws InterruptedException {
        try {
            return Optional.of(
                    choice instanceof SourceChoice.Live live
                            ? origins.server(true, live.cluster())
                            : origins.snapshot(arn));
        } catch (ExportException e) {
            if (e.kind() != ExportException.Kind.CONFIGURATION || choice.named().isEmpty()) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(origins.server(isCluster(choice), choice.named().orElseThrow()));
        } catch (ExportException e) {
            return Optional.empty();
        }
    }

    private static boolean isCluster(SourceChoice choice) {
        return (choice instanceof SourceChoice.Create create && create.cluster())
                || (choice instanceof SourceChoice.Latest latest && latest.cluster());
    }
}
