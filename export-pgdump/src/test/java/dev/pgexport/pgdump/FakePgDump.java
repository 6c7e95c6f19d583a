package dev.pgexport.pgdump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes programs that say they are the installed pg_dump, and then do what a test wants. */
final class FakePgDump {
    private FakePgDump() {}

    /**
     * Make one.
     *
     * @param script a shell script, in which {@code $real} is the installed pg_dump
     */
    static Path create(Path folder, String script) throws IOException {
        Path real = InstalledPgDump.find().dump();
        Path program = folder.resolve("pg_dump");
        Files.writeString(
                program,
                "#!/bin/sh\nreal=" + real + "\n[ \"$1\" = --version ] && exec \"$real\" --version\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
