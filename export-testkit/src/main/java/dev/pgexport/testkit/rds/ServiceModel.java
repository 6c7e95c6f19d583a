package dev.pgexport.testkit.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What AWS's model of RDS says of requests, answers and errors: see {@code extract-rds-model.py}. */
final class ServiceModel {
    static final String VERSION = "2014-10-31";
    static final String NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

    /** What may be answered to any action, and what RDS answers though its model does not have it. */
    private static final Set<String> COMMON_ERRORS = Set.of(
            "InvalidAction",
            "InvalidParameterValue",
            "InvalidQueryParameter",
            "MissingParameter",
            "ExportTaskLimitReachedFault");

    private final JsonNode actions;

    private ServiceModel(JsonNode actions) {
        this.actions = actions;
    }

    static ServiceModel load() {
        try (InputStream stream =
                Objects.requireNonNull(ServiceModel.class.getResourceAsStream("service-model.json"))) {
            return new ServiceModel(new ObjectMapper().readTree(stream).path("actions"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model of RDS", e);
        }
    }

    boolean has(String action) {
        return actions.has(action);
    }

    /** Check what a request asks for, without the parameters {@code Action} and {@code Version}. */
    void checkInput(String action, Node parameters) {
        checkShape("", actions.path(action).path("input"), parameters);
    }

    /** Fail if an action has no such error by the model, nor all of AWS: a defect of the stand-in. */
    void checkError(String action, RdsError error) {
        JsonNode status = actions.path(action).path("errors").path(error.code());
        if (status.asInt() != error.status() && !COMMON_ERRORS.contains(error.code())) {
            throw new IllegalStateException("RDS answers no " + error + " to " + action);
        }
    }

    /** Fail if an answer has something that the model does not have: a defect of the stand-in. */
    void checkOutput(String action, XmlElement result) {
        checkOutput(action, actions.path(action).path("output"), result);
    }

    private static void checkOutput(String path, JsonNode shape, XmlElement element) {
        boolean list = is(shape, "list");
        for (XmlElement child : element.children()) {
            boolean known = list
                    ? child.name().equals(shape.path("item").textValue())
                    : shape.path("members").has(child.name());
            if (!known) {
                throw new IllegalStateException("RDS answers no " + path + "." + child.name());
            }
            checkOutput(
                    path + "." + child.name(),
                    list ? shape.path("of") : shape.path("members").path(child.name()),
                    child);
        }
    }

    private static void checkShape(String path, JsonNode shape, Node node) {
        if (is(shape, "structure")) {
            checkStructure(path, shape, node);
        } else if (is(shape, "list")) {
            checkList(path, shape, node);
        } else {
            checkValue(path, shape, node);
        }
    }

    private static void checkStructure(String path, JsonNode shape, Node node) {
        for (JsonNode required : shape.path("required")) {
            String name = required.textValue();
            if (node.child(name).isEmpty()) {
                throw new RdsError(
                                400, "MissingParameter", "The request must contain the parameter " + path + name + ".")
                        .exception();
            }
        }
        node.children().forEach((name, child) -> {
            JsonNode member = shape.path("members").path(name);
            if (member.isMissingNode()) {
                throw unknown(path + name);
            }
            checkShape(path + name + ".", member, child);
        });
    }

    private static void checkList(String path, JsonNode shape, Node node) {
        String item = Objects.requireNonNull(shape.path("item").textValue());
        for (Map.Entry<String, Node> entry : node.children().entrySet()) {
            if (!entry.getKey().equals(item)) {
                throw unknown(path + entry.getKey());
            }
            Node numbered = entry.getValue();
            for (int number = 1; number <= numbered.children().size(); number++) {
                if (numbered.child(Integer.toString(number)).isEmpty()) {
                    throw unknown(path + item + ": it is not numbered from 1 on");
                }
            }
            numbered.children()
                    .forEach((number, child) -> checkShape(path + item + "." + number + ".", shape.path("of"), child));
        }
    }

    private static void checkValue(String path, JsonNode shape, Node node) {
        String name = path.substring(0, path.length() - 1);
        if (!node.children().isEmpty() || node.value().isEmpty()) {
            throw unknown(name + ": it has no parts");
        }
        String value = node.value().get();
        String type = shape.path("type").asText();
        if (type.equals("integer") || type.equals("long")) {
            checkNumber(name, shape, value);
        } else if (type.equals("boolean")) {
            require(value.equals("true") || value.equals("false"), "Invalid value " + value + " for " + name);
        } else {
            checkText(name, shape, value);
        }
    }

    private static void checkNumber(String name, JsonNode shape, String value) {
        require(value.matches("-?[0-9]{1,18}"), "Invalid value " + value + " for " + name + ". Must be a number");
        long number = Long.parseLong(value);
        require(
                number >= shape.path("min").asLong(Long.MIN_VALUE)
                        && number <= shape.path("max").asLong(Long.MAX_VALUE),
                "Invalid value " + value + " for " + name + ". Must be between "
                        + shape.path("min").asText() + " and "
                        + shape.path("max").asText());
    }

    private static void checkText(String name, JsonNode shape, String value) {
        require(
                value.length() >= shape.path("min").asLong(0)
                        && value.length() <= shape.path("max").asLong(Long.MAX_VALUE),
                "Invalid length of " + name);
        require(!shape.has("pattern") || value.matches(shape.path("pattern").asText()), "Invalid form of " + name);
        if (shape.has("enum")) {
            boolean allowed = false;
            for (JsonNode one : shape.path("enum")) {
                allowed |= value.equals(one.textValue());
            }
            require(allowed, "Invalid value " + value + " for " + name + ". Must be one of " + shape.path("enum"));
        }
    }

    private static boolean is(JsonNode shape, String type) {
        return shape.path("type").asText().equals(type);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw RdsError.invalidValue(message).exception();
        }
    }

    private static RdsException unknown(String what) {
        return new RdsError(400, "InvalidQueryParameter", "The action has no parameter " + what).exception();
    }
}
