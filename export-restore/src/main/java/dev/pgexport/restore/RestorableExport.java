package dev.pgexport.restore;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.engine.read.StoredBytes;
import java.util.Optional;

/**
 * An export to restore, or to take definitions from.
 *
 * @param manifest what it holds
 * @param stored its location
 * @param reader the reader that its manifest names, when it is installed
 */
public record RestorableExport(Manifest manifest, StoredBytes stored, Optional<ReaderPlugin> reader) {}
