package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.nio.file.Path;
import java.util.Optional;

/** A program that puts an object into a folder, and says how that went. */
final class Putting {
    private Putting() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int bytes = Integer.parseInt(arguments[1]);
        try (Sink sink = new FilesystemSinkPlugin().open(FilesystemSettings.defaults(), folder.toUri())) {
            try (Sink.Claim claim = sink.claim(new ExportId("export"))) {
                sink.put(ObjectName.of("export", "data", "object"), out -> {
                    byte[] block = new byte[4096];
                    for (int i = 0; i < bytes; i += block.length) {
                        out.write(block);
                    }
                });
                System.out.println("stored, held by " + (claim == null ? "nobody" : "a claim"));
            } catch (ExportException e) {
                System.out.println(
                        e.kind() + " " + e.getMessage() + " | " + e.advice().orElse("no advice"));
            }
            try (var objects = sink.list(Optional.empty())) {
                System.out.println(objects.count() + " objects");
            }
        }
    }
}
