package dev.pgexport.cli.restore;

import dev.pgexport.cli.location.Locations;
import dev.pgexport.cli.location.OpenExport;
import java.io.IOException;
import java.util.Optional;

/** An export that a command line may name beside another. */
record OtherExport(Optional<OpenExport> export) implements AutoCloseable {
    static OtherExport open(Locations locations, Optional<String> named) throws IOException {
        return new OtherExport(
                named.isPresent() ? Optional.of(locations.open(named.get(), Optional.empty())) : Optional.empty());
    }

    @Override
    public void close() {
        export.ifPresent(OpenExport::close);
    }
}
