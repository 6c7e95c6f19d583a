package dev.pgexport.engine.settings;

import dev.pgexport.api.ExportException;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes settings records of values. Not thread-safe.
 *
 * <p>What is wrong goes to the problems, so that several records can be bound before all of it is reported.
 */
public final class SettingsBinder {
    private final Map<String, SettingValue> values;
    private final SettingProblems problems;

    /**
     * Make a binder.
     *
     * @param values by key; values of keys that a record does not declare are not looked at
     * @param problems takes what is wrong
     */
    public SettingsBinder(Map<String, SettingValue> values, SettingProblems problems) {
        this.values = Map.copyOf(values);
        this.problems = problems;
    }

    /**
     * Make a record of texts by key, with the defaults for all others.
     *
     * @throws ExportException of kind CONFIGURATION that says all that is wrong, also of keys the record does not have
     */
    public static <C extends Record> C bind(Class<C> type, Map<String, String> texts) {
        SettingProblems problems = new SettingProblems();
        List<String> known = SettingDeclarations.of(type).stream()
                .map(SettingDeclaration::key)
                .toList();
        Map<String, SettingValue> values = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (!known.contains(key)) {
                problems.add("unknown setting " + key + Spelling.suggestion(key, known));
            }
            values.put(key, SettingValue.of(text, SettingOrigin.flag(key)));
        });
        Optional<C> bound = new SettingsBinder(values, problems).bind(type);
        problems.throwIfAny();
        return bound.orElseThrow();
    }

    /** Make a record of the defaults alone. */
    public static <C extends Record> C defaults(Class<C> type) {
        return bind(type, Map.of());
    }

    /** Make a record of the values and defaults; empty when something was wrong, which the problems then say. */
    public <C extends Record> Optional<C> bind(Class<C> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Optional<?> argument = argument(components[i]);
            if (argument.isPresent()) {
                arguments[i] = argument.get();
            } else {
                complete = false;
            }
        }
        return complete ? construct(type, components, arguments) : Optional.empty();
    }

    private Optional<?> argument(RecordComponent component) {
        Optional<SettingDeclaration> declaration = SettingDeclarations.declaration(component);
        return declaration.isPresent() ? value(declaration.get()) : bind(SettingDeclarations.nested(component));
    }

    private Optional<?> value(SettingDeclaration declaration) {
        SettingValue value = values.get(declaration.key());
        List<String> texts;
        if (value != null) {
            texts = value.texts();
        } else {
            texts = declaration.defaultValue().map(List::of).orElse(List.of());
        }
        SettingOrigin origin = value != null ? value.origin() : SettingOrigin.DEFAULT;
        if (declaration.shape() == Shape.LIST) {
            return Optional.of(texts);
        }
        if (texts.size() > 1) {
            problems.add(origin + ": " + declaration.key() + " takes one value, not " + texts.size());
            return Optional.empty();
        }
        if (texts.isEmpty()) {
            return declaration.shape() == Shape.OPTIONAL ? Optional.of(Optional.empty()) : missing(declaration);
        }
        Optional<Object> parsed = parse(declaration, texts.get(0), origin);
        boolean wrapped = declaration.shape() == Shape.OPTIONAL && parsed.isPresent();
        return wrapped ? Optional.of(parsed) : parsed;
    }

    private Optional<?> missing(SettingDeclaration declaration) {
        problems.add(declaration.key() + " is required: give " + declaration.flag() + ", " + declaration.variable()
                + " or " + declaration.key() + " in the file");
        return Optional.empty();
    }

    private Optional<Object> parse(SettingDeclaration declaration, String text, SettingOrigin origin) {
        try {
            Object value = declaration.type().parse(text);
            if (withinBounds(declaration, value)) {
                return Optional.of(value);
            }
        } catch (IllegalArgumentException e) {
            // Reported below, with what is allowed.
        }
        String shown = declaration.secret() ? "the value" : '"' + Secrets.mask(text) + '"';
        String place = origin.kind() == SettingOrigin.Kind.FILE ? origin + ": " + declaration.key() : origin.place();
        problems.add(place + ": " + shown + " is not " + declaration.allowed()
                + Spelling.suggestion(text, declaration.type().choices()));
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static boolean withinBounds(SettingDeclaration declaration, Object value) {
        SettingType type = declaration.type();
        boolean aboveMinimum = declaration.minimum().stream()
                .allMatch(minimum -> ((Comparable<Object>) value).compareTo(type.parse(minimum)) >= 0);
        boolean belowMaximum = declaration.maximum().stream()
                .allMatch(maximum -> ((Comparable<Object>) value).compareTo(type.parse(maximum)) <= 0);
        return aboveMinimum && belowMaximum;
    }

    private <C extends Record> Optional<C> construct(Class<C> type, RecordComponent[] components, Object[] arguments) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<C> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            return refused(type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    private <C extends Record> Optional<C> refused(Class<C> type, InvocationTargetException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof IllegalArgumentException) {
            problems.add(Optional.ofNullable(cause.getMessage()).orElse("wrong values for " + type.getSimpleName()));
            return Optional.empty();
        }
        if (cause instanceof ExportException exception) {
            throw exception;
        }
        throw new IllegalStateException("cannot make a " + type.getName(), failure);
    }
}
