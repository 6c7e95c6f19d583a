package dev.pgexport.api;

import java.util.Map;
import java.util.Optional;

/**
 * What a look at a source found, without opening an export.
 *
 * @param busy whether another run of the {@linkplain ExportRequest#task task} has an export open
 * @param fingerprint see {@link dev.pgexport.api.manifest.SourceDescription#fingerprint}; empty when nothing safe can be
 *     said
 */
public record SourceState(boolean busy, Optional<Map<String, String>> fingerprint) {
    public SourceState {
        fingerprint = fingerprint.map(Map::copyOf);
    }
}
