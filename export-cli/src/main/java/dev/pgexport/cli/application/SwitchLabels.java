package dev.pgexport.cli.application;

import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;

/** Shows no value for a switch: few would write {@code --quiet=true}. */
final class SwitchLabels implements IParamLabelRenderer {
    private final IParamLabelRenderer others;

    SwitchLabels(IParamLabelRenderer others) {
        this.others = others;
    }

    @Override
    public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
        boolean isSwitch = argument.isOption() && argument.type() == Boolean.class;
        return isSwitch ? ansi.text("") : others.renderParameterLabel(argument, ansi, styles);
    }

    @Override
    public String separator() {
        return others.separator();
    }
}
