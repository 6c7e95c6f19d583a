package dev.pgexport.engine.settings;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the settings that records declare. */
public final class SettingDeclarations {
    private SettingDeclarations() {}

    /**
     * Return the settings of a record in the order of its components, those of nested records in their place.
     *
     * @throws IllegalArgumentException when a component is neither a setting nor a record of settings
     */
    public static List<SettingDeclaration> of(Class<? extends Record> settings) {
        List<SettingDeclaration> declarations = new ArrayList<>();
        for (RecordComponent component : settings.getRecordComponents()) {
            Optional<SettingDeclaration> declaration = declaration(component);
            if (declaration.isPresent()) {
                declarations.add(declaration.get());
            } else {
                declarations.addAll(of(nested(component)));
            }
        }
        return List.copyOf(declarations);
    }

    /** Return the setting that a component declares; empty when it is a record of settings. */
    static Optional<SettingDeclaration> declaration(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Setting.class)).map(setting -> {
            try {
                return declaration(component, setting);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place(component) + ": " + e.getMessage(), e);
            }
        });
    }

    static Class<? extends Record> nested(RecordComponent component) {
        if (!component.getType().isRecord()) {
            throw new IllegalArgumentException(place(component) + " is neither a @Setting nor a record of settings");
        }
        return component.getType().asSubclass(Record.class);
    }

    private static SettingDeclaration declaration(RecordComponent component, Setting setting) {
        SettingType type = new SettingType(valueType(component));
        Optional<String> defaultValue = present(setting.defaultValue());
        defaultValue.ifPresent(type::parse);
        return new SettingDeclaration(
                setting.key(),
                type,
                shape(component),
                defaultValue,
                present(setting.minimum()),
                present(setting.maximum()),
                setting.secret(),
                setting.description(),
                List.of(setting.shortFlags()),
                present(setting.placeholder()).orElseGet(type::placeholder));
    }

    private static Shape shape(RecordComponent component) {
        if (component.getType() == List.class) {
            return Shape.LIST;
        }
        return component.getType() == Optional.class ? Shape.OPTIONAL : Shape.ONE;
    }

    private static Class<?> valueType(RecordComponent component) {
        if (shape(component) == Shape.ONE) {
            return component.getType();
        }
        Type generic = component.getGenericType();
        if (generic instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments()[0] instanceof Class<?> argument
                && (argument == String.class || component.getType() == Optional.class)) {
            return argument;
        }
        throw new IllegalArgumentException("not a type of settings: " + generic);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String place(RecordComponent component) {
        return component.getDeclaringRecord().getName() + "." + component.getName();
    }
}
