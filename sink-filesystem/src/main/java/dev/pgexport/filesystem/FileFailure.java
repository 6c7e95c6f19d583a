package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Says what a failure of the file system means to whoever has to act on it. */
final class FileFailure {
    /** Below this much free space a write that failed is taken to have failed for want of it. */
    private static final long NO_SPACE = 64 * 1024;

    private FileFailure() {}

    /** Make the exception for what could not be done, as in {@code cannot write}, to a path. */
    static ExportException of(String what, Path path, IOException cause) {
        String message = what + " " + path + ": " + reason(cause);
        if (cause instanceof FileAlreadyExistsException) {
            return new ExportException(
                            Kind.CONFLICT, what + " " + path + ": " + cause.getMessage() + " is in the way", cause)
                    .withAdvice("choose another location or another --id, or move what is there");
        }
        // Asked of the file system first: the system's own messages come in the language of the locale.
        State state = State.of(path);
        if (state.readOnly || message.contains("Read-only file system")) {
            return new ExportException(Kind.PERMISSION, message, cause)
                    .withAdvice("mount the file system for writing, or choose another location");
        }
        if (cause instanceof AccessDeniedException) {
            return new ExportException(Kind.PERMISSION, message, cause)
                    .withAdvice("let this user read, write and enter the folder, or choose another location");
        }
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return new ExportException(Kind.UNAVAILABLE, message, cause)
                    .withAdvice("free space, or choose another location");
        }
        if (message.contains("File too large")) {
            return new ExportException(Kind.UNAVAILABLE, message, cause)
                    .withAdvice("raise the limit of file sizes (ulimit -f), or choose another file system");
        }
        if (message.contains("File name too long")) {
            return new ExportException(Kind.CONFIGURATION, message, cause)
                    .withAdvice("choose a location with a shorter path");
        }
        if (state.full) {
            return new ExportException(Kind.UNAVAILABLE, message + " (the file system is full)", cause)
                    .withAdvice("free space, or choose another location");
        }
        return new ExportException(Kind.UNAVAILABLE, message, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            return Objects.requireNonNull(failure.getReason());
        }
        return String.valueOf(cause.getMessage());
    }

    private record State(boolean readOnly, boolean full) {
        static State of(Path path) {
            Path existing = path;
            while (existing != null && !Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (existing == null) {
                return new State(false, false);
            }
            try {
                FileStore store = Files.getFileStore(existing);
                return new State(store.isReadOnly(), store.getUsableSpace() < NO_SPACE);
            } catch (IOException e) {
                // The first failure is the one to tell.
                return new State(false, false);
            }
        }
    }
}
