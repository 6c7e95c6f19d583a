package dev.pgexport.filesystem;

import dev.pgexport.api.SinkPlugin;
import dev.pgexport.testkit.SinkContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class FilesystemSinkTest extends SinkContract {
    @TempDir
    Path folder;

    @Override
    protected SinkPlugin<?> plugin() {
        return new FilesystemSinkPlugin();
    }

    @Override
    protected URI location() {
        return folder.resolve("exports").toUri();
    }

    @Override
    public List<String> everythingStored() throws IOException {
        Path location = folder.resolve("exports");
        if (!Files.exists(location)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(location)) {
            return paths.filter(path -> !path.equals(location))
                    .map(path -> location.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
