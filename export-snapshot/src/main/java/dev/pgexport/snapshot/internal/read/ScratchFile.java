package dev.pgexport.snapshot.internal.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that lies in scratch space while it is read, since Parquet is read from its end. Close it, which deletes it. */
public record ScratchFile(Path path) implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    /**
     * Write a stream to a file, to the stream's end.
     *
     * @param scratch need not be there
     * @param name of what it is, for messages
     * @throws ExportException of kind UNAVAILABLE when it cannot be written
     * @throws IOException what the stream threw
     */
    public static ScratchFile of(InputStream in, Path scratch, String name) throws IOException, InterruptedException {
        ScratchFile file = new ScratchFile(create(scratch, name));
        try (OutputStream out = open(file.path(), name)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading " + name);
                }
                write(out, buffer, count, name);
            }
            return file;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static Path create(Path scratch, String name) {
        try {
            Files.createDirectories(scratch);
            return Files.createTempFile(scratch, "pgexport-", ".parquet");
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private static OutputStream open(Path path, String name) {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int count, String name) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private static ExportException unwritable(String name, IOException cause) {
        return new ExportException(
                        Kind.UNAVAILABLE, "cannot keep " + name + " while it is read: " + cause.getMessage(), cause)
                .withAdvice("name a folder with room by --scratch: for each worker as much as the greatest object has");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is in scratch space, and nobody looks for it.
        }
    }
}
