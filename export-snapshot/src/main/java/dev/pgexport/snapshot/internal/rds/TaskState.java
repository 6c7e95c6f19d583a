package dev.pgexport.snapshot.internal.rds;

import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.ExportTask;

/**
 * Where an export task stands.
 *
 * <p>Source: Amazon RDS API Reference, "ExportTask".
 */
public sealed interface TaskState {
    /** The snapshot is being restored and the clone scaled, which is most of the time and shows no progress. */
    record Starting() implements TaskState {}

    /** Files are being written. */
    record InProgress(int percent, int gigabytes) implements TaskState {}

    /** It was told to stop, and may still write. */
    record Canceling() implements TaskState {}

    /** It was stopped. What it had written stays. */
    record Canceled() implements TaskState {}

    /** It says that it is done; whether it has written all stands elsewhere. */
    record Complete(Optional<String> warning) implements TaskState {}

    /** It failed. What it had written stays. */
    record Failed(String cause) implements TaskState {}

    /** A state that this program does not know. */
    record Unknown(String status) implements TaskState {}

    static TaskState of(ExportTask task) {
        String status = String.valueOf(task.status()).toUpperCase(Locale.ROOT);
        return switch (status) {
            case "STARTING" -> new Starting();
            case "IN_PROGRESS" -> new InProgress(number(task.percentProgress()), number(task.totalExtractedDataInGB()));
            case "CANCELING" -> new Canceling();
            case "CANCELED" -> new Canceled();
            case "COMPLETE" -> new Complete(text(task.warningMessage()));
            case "FAILED" -> new Failed(text(task.failureCause()).orElse("RDS does not say why"));
            default -> new Unknown(status);
        };
    }

    private static int number(Integer number) {
        return Optional.ofNullable(number).orElse(0);
    }

    private static Optional<String> text(String text) {
        return Optional.ofNullable(text).filter(said -> !said.isBlank());
    }

    /** Return whether nothing more happens. */
    default boolean ended() {
        return this instanceof Canceled || this instanceof Complete || this instanceof Failed;
    }

    /** Return the state in words. */
    default String words() {
        if (this instanceof Starting) {
            return "restoring the snapshot";
        }
        if (this instanceof InProgress progress) {
            return "writing, " + progress.percent() + " %, " + progress.gigabytes() + " GB";
        }
        if (this instanceof Unknown unknown) {
            return unknown.status();
        }
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
