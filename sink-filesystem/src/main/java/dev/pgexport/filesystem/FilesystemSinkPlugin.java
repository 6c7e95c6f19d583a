package dev.pgexport.filesystem;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Puts exports into a folder: {@code file:///var/exports}. */
public final class FilesystemSinkPlugin implements SinkPlugin<FilesystemSettings> {
    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public String description() {
        return "Puts exports into a folder of a mounted file system.";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public Class<FilesystemSettings> settings() {
        return FilesystemSettings.class;
    }

    @Override
    public Sink open(FilesystemSettings settings, URI location) {
        Location folder = new Location(folder(location), settings);
        folder.checkIsFolder();
        return new FilesystemSink(folder);
    }

    @Override
    public List<Finding> diagnose(FilesystemSettings settings, URI location) {
        try {
            Location folder = new Location(folder(location), settings);
            folder.checkIsFolder();
            return new Diagnosis(folder).findings();
        } catch (ExportException e) {
            return List.of(Finding.failure(
                    "location",
                    String.valueOf(e.getMessage()),
                    e.advice().orElse("choose a folder that can be written")));
        }
    }

    private static Path folder(URI location) {
        try {
            return Path.of(location);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ExportException(Kind.CONFIGURATION, "not the location of a folder: " + location, e)
                    .withAdvice("write it as file:///an/absolute/path");
        }
    }
}
