package dev.pgexport.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.engine.settings.Secrets;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an event: a JSON object of settings by their keys, nested or with dots, as in the configuration file.
 *
 * <p>An event is written down in many places, and so is none for a secret: one with a password is refused.
 */
final class Event {
    private static final String API_VERSION = "pgexport/v1";

    /** Lambda's own time decides. */
    private static final String TIMEOUT = "timeout";

    private final KnownSettings known;
    private final List<String> arguments = new ArrayList<>();
    private final SettingProblems problems = new SettingProblems();

    private Event(KnownSettings known) {
        this.known = known;
    }

    /**
     * Return the flags of a command line that say the same.
     *
     * @throws ExportException of kind CONFIGURATION that lists all that is wrong
     */
    static List<String> flags(InputStream event, KnownSettings known) throws IOException {
        Event read = new Event(known);
        read.group("", parse(event));
        read.problems.throwIfAny();
        return List.copyOf(read.arguments);
    }

    private static JsonNode parse(InputStream event) throws IOException {
        ObjectMapper mapper = new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        JsonNode root;
        try {
            root = mapper.readTree(event);
        } catch (JsonProcessingException e) {
            throw new ExportException(Kind.CONFIGURATION, "the event is not JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new ExportException(Kind.CONFIGURATION, "the event is not a JSON object of settings")
                    .withAdvice("perhaps send {\"to\": \"s3://bucket/exports\"}, and the other settings by their keys");
        }
        return root;
    }

    private void group(String prefix, JsonNode group) {
        for (Map.Entry<String, JsonNode> field : group.properties()) {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            Optional<SettingDeclaration> setting = known.find(key);
            if (setting.isPresent()) {
                setting(setting.get(), value);
            } else if (key.equals("apiVersion")) {
                apiVersion(value);
            } else if (value.isObject() && !value.isEmpty()) {
                group(key + ".", value);
            } else {
                problems.add("the event has the unknown setting " + key + Spelling.suggestion(key, known.keys()));
            }
        }
    }

    private void apiVersion(JsonNode value) {
        if (!value.asText().equals(API_VERSION)) {
            problems.add("the event's apiVersion is not one that this version reads: " + API_VERSION);
        }
    }

    private void setting(SettingDeclaration setting, JsonNode value) {
        if (setting.key().equals(TIMEOUT)) {
            problems.add("the event's timeout would have no effect: the function's own decides");
            return;
        }
        if (value.isNull()) {
            return;
        }
        if (value.isArray() && setting.shape() == Shape.LIST) {
            value.forEach(item -> one(setting, item));
        } else {
            one(setting, value);
        }
    }

    private void one(SettingDeclaration setting, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            problems.add("the event's " + setting.key() + " is not " + setting.allowed());
            return;
        }
        String text = value.asText();
        if (setting.secret() && !Secrets.mask(text).equals(text)) {
            problems.add(
                    "the event's " + setting.key() + " holds a password: an event is written down where it is sent,"
                            + " so use --auth iam, or --auth secret");
            return;
        }
        arguments.add(setting.flag() + "=" + text);
    }
}
