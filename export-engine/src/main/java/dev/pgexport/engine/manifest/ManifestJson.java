package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code manifest.json}: UTF-8, see docs/manifest.md and docs/manifest.schema.json. The same manifest always
 * gives the same bytes. Thread-safe.
 */
public final class ManifestJson {
    private final ObjectMapper mapper = ManifestMapper.create();

    /** Write a manifest piece by piece: beside the manifest itself it takes no memory. Does not close {@code out}. */
    public void write(Manifest manifest, OutputStream out) throws IOException {
        JsonGenerator generator = mapper.getFactory().createGenerator(out, JsonEncoding.UTF8);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.useDefaultPrettyPrinter();
        mapper.writeValue(generator, manifest);
        generator.writeRaw('\n');
        generator.close();
    }

    /**
     * Read a manifest to its end. Keys that are not known are passed over: within a format version only such are added.
     *
     * @param from what it is read from, for errors
     * @throws ExportException of kind INTEGRITY when it is not a manifest, CONFIGURATION when it is of a newer format
     *     version
     */
    public Manifest read(InputStream in, String from) throws IOException {
        try (JsonParser parser = mapper.getFactory().createParser(in)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            Manifest manifest = mapper.readValue(parser, Manifest.class);
            if (parser.nextToken() != null) {
                throw malformed(from, "something follows its end", null);
            }
            if (manifest == null) {
                throw malformed(from, "it is null", null);
            }
            return manifest;
        } catch (JacksonException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FormatVersion.NewerException newer) {
                    throw new ExportException(
                                    Kind.CONFIGURATION,
                                    from + " has format version " + newer.version() + ", and this program reads up to "
                                            + Manifest.FORMAT_VERSION)
                            .withAdvice("perhaps use the version of pgexport that wrote it, or a newer one");
                }
            }
            throw malformed(from, e.getOriginalMessage(), e);
        }
    }

    private static ExportException malformed(String from, String why, @Nullable Throwable cause) {
        return new ExportException(Kind.INTEGRITY, from + " is not a manifest: " + why, cause);
    }
}
