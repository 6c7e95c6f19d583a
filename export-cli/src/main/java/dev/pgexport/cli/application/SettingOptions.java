package dev.pgexport.cli.application;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.cli.configuration.SettingGroup;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.DuplicateOptionAnnotationsException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes options of declared settings, and values of what was given for them. */
final class SettingOptions {
    private SettingOptions() {}

    /**
     * Add an option for each setting of the groups.
     *
     * @throws ExportException of kind CONFIGURATION when a plugin's flag is taken
     */
    static void add(CommandSpec command, List<SettingGroup> groups) {
        for (SettingGroup group : groups) {
            for (SettingDeclaration setting : group.settings()) {
                try {
                    command.addOption(option(setting));
                } catch (DuplicateOptionAnnotationsException e) {
                    throw new ExportException(
                                    Kind.CONFIGURATION,
                                    "a plugin declares the setting " + setting.key() + ", whose flag is taken: "
                                            + setting.flag(),
                                    e)
                            .withAdvice("perhaps remove the plugin; its author has to choose another key");
                }
            }
        }
    }

    private static OptionSpec option(SettingDeclaration setting) {
        List<String> names = new ArrayList<>(setting.shortFlags());
        names.add(setting.flag());
        OptionSpec.Builder option = OptionSpec.builder(names.toArray(String[]::new))
                .paramLabel(setting.placeholder())
                .description(HelpText.of(setting));
        if (setting.isSwitch()) {
            boolean onByDefault = setting.defaultValue().filter("true"::equals).isPresent();
            return option.type(Boolean.class)
                    .arity("0..1")
                    .hideParamSyntax(true)
                    .fallbackValue("true")
                    .negatable(onByDefault)
                    .build();
        }
        if (setting.shape() == Shape.LIST) {
            return option.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .build();
        }
        return option.type(String.class).arity("1").build();
    }

    /** Return what was given, by key; the origin is the flag as it was written. */
    static Map<String, SettingValue> values(ParseResult parsed, List<SettingGroup> groups) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        for (SettingGroup group : groups) {
            for (SettingDeclaration setting : group.settings()) {
                OptionSpec option = parsed.matchedOption(setting.flag());
                if (option != null) {
                    values.put(setting.key(), new SettingValue(texts(setting, option), origin(setting)));
                }
            }
        }
        return values;
    }

    private static List<String> texts(SettingDeclaration setting, OptionSpec option) {
        if (setting.isSwitch()) {
            return List.of(String.valueOf(option.<Boolean>getValue()));
        }
        return option.stringValues();
    }

    private static SettingOrigin origin(SettingDeclaration setting) {
        return SettingOrigin.flag(setting.flag());
    }
}
