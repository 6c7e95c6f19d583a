package dev.pgexport.cli.configuration;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingValue;
import dev.pgexport.engine.settings.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Settings in a YAML file: {@code apiVersion: pgexport/v1}, then keys, nested or with dots. */
public final class ConfigurationFile {
    /** The form that this program reads. */
    public static final String API_VERSION = "pgexport/v1";

    private static final String API_VERSION_KEY = "apiVersion";
    private static final int DEEPEST = 8;

    private final String name;
    private final Map<String, SettingValue> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigurationFile(String name) {
        this.name = name;
    }

    /** Return the values by key. */
    public Map<String, SettingValue> values() {
        return Map.copyOf(values);
    }

    /** Return what is wrong with the file, each with its line. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * Read a file.
     *
     * @param known the keys that exist
     * @throws ExportException of kind CONFIGURATION when it cannot be read or is no YAML
     */
    public static ConfigurationFile read(Path path, Set<String> known) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new ExportException(Kind.CONFIGURATION, "cannot read the configuration file " + path + ": " + e, e)
                    .withAdvice("perhaps --config or PGEXPORT_CONFIG names another file than you think");
        }
        return parse(path.toString(), text, known);
    }

    static ConfigurationFile parse(String name, String text, Set<String> known) {
        ConfigurationFile file = new ConfigurationFile(name);
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            file.readRoot(root, known);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ExportException(Kind.CONFIGURATION, name + ":" + line + ": not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ExportException(Kind.CONFIGURATION, name + ": not YAML: " + e.getMessage(), e);
        }
        return file;
    }

    private void readRoot(Optional<Node> root, Set<String> known) {
        if (root.isEmpty() || !(root.get() instanceof MappingNode mapping)) {
            problems.add(name + ":1: a configuration is a mapping that starts with apiVersion: " + API_VERSION);
            return;
        }
        readMapping("", mapping, known, 1);
        SettingValue version = values.remove(API_VERSION_KEY);
        if (version == null) {
            problems.add(name + ":1: apiVersion is missing: start the file with apiVersion: " + API_VERSION);
        } else if (!version.text().equals(API_VERSION)) {
            problems.add(version.origin() + ": apiVersion " + version.text() + " is not one this version reads: "
                    + API_VERSION);
        }
    }

    private void readMapping(String prefix, MappingNode mapping, Set<String> known, int depth) {
        for (NodeTuple tuple : mapping.getValue()) {
            Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode scalar) || depth > DEEPEST) {
                problems.add(place(keyNode) + ": not the name of a setting");
                continue;
            }
            String key = prefix + scalar.getValue();
            boolean exists = known.contains(key) || key.equals(API_VERSION_KEY);
            if (!exists && tuple.getValueNode() instanceof MappingNode nested) {
                readGroup(key, nested, known, keyNode, depth);
            } else if (!exists) {
                problems.add(place(keyNode) + ": unknown setting " + key + Spelling.suggestion(key, known));
            } else {
                readValue(key, keyNode, tuple.getValueNode());
            }
        }
    }

    private void readGroup(String key, MappingNode nested, Set<String> known, Node keyNode, int depth) {
        if (nested.getValue().isEmpty()) {
            problems.add(place(keyNode) + ": unknown setting " + key + Spelling.suggestion(key, known));
        } else {
            readMapping(key + ".", nested, known, depth + 1);
        }
    }

    private void readValue(String key, Node keyNode, Node valueNode) {
        if (valueNode.getTag().equals(Tag.NULL)) {
            return;
        }
        List<String> texts = new ArrayList<>();
        List<Node> items = valueNode instanceof SequenceNode sequence ? sequence.getValue() : List.of(valueNode);
        for (Node item : items) {
            if (!(item instanceof ScalarNode scalar)) {
                problems.add(place(item) + ": " + key + " takes a value, or a list of values");
                return;
            }
            texts.add(scalar.getValue());
        }
        SettingValue earlier = values.put(key, new SettingValue(texts, origin(keyNode)));
        if (earlier != null) {
            problems.add(place(keyNode) + ": " + key + " is set already at " + earlier.origin());
        }
    }

    private SettingOrigin origin(Node node) {
        return SettingOrigin.file(
                name, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }

    private String place(Node node) {
        return origin(node).place();
    }
}
