package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.nio.file.Path;

/** A program that puts an object whose name is not ASCII, and says how that went. */
final class PuttingAnOddName {
    private PuttingAnOddName() {}

    public static void main(String[] arguments) throws Exception {
        try (Sink sink = new FilesystemSinkPlugin()
                .open(FilesystemSettings.defaults(), Path.of(arguments[0]).toUri())) {
            sink.put(ObjectName.of("export", "\u00e9"), out -> out.write(1));
            System.out.println("stored");
        } catch (ExportException e) {
            System.out.println(e.kind() + " " + e.advice().orElse("no advice"));
        }
    }
}
