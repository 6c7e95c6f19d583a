package dev.pgexport.testkit.rds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request as the tree that their names make: {@code Filters.Filter.1.Values.Value.2}. */
final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private Optional<String> value = Optional.empty();

    static Node of(Map<String, String> parameters) {
        Node root = new Node();
        parameters.forEach((name, value) -> {
            Node node = root;
            for (String step : name.split("\\.", -1)) {
                node = node.children.computeIfAbsent(step, key -> new Node());
            }
            node.value = Optional.of(value);
        });
        return root;
    }

    Map<String, Node> children() {
        return children;
    }

    Optional<Node> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    Optional<String> value() {
        return value;
    }

    Optional<String> text(String name) {
        return child(name).flatMap(Node::value);
    }

    /** Return a parameter that the model requires. */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalStateException("the model does not require " + name));
    }

    /** Return the items of a list, in order. */
    List<Node> items(String name, String item) {
        List<Map.Entry<String, Node>> numbered = new ArrayList<>(child(name)
                .flatMap(list -> list.child(item))
                .map(list -> list.children.entrySet().stream().toList())
                .orElse(List.of()));
        numbered.sort(Comparator.comparingInt(entry -> Integer.parseInt(entry.getKey())));
        return numbered.stream().map(Map.Entry::getValue).toList();
    }

    List<String> texts(String name, String item) {
        return items(name, item).stream().flatMap(node -> node.value().stream()).toList();
    }
}
