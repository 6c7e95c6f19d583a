package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;

/** Reads the format version, which comes first, so that what a newer one changed is never met. */
final class FormatVersion extends StdDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    FormatVersion() {
        super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        int version = parser.getIntValue();
        if (version > Manifest.FORMAT_VERSION) {
            throw new NewerException(parser, version);
        }
        if (version < 1) {
            throw JsonMappingException.from(parser, "a format version is 1 or more: " + version);
        }
        return version;
    }

    /** Says that a manifest is of a version that this program does not know. */
    static final class NewerException extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        private final int version;

        NewerException(JsonParser parser, int version) {
            super(parser, "newer format version " + version);
            this.version = version;
        }

        int version() {
            return version;
        }
    }
}
