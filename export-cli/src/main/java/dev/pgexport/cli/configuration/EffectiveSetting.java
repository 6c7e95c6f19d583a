package dev.pgexport.cli.configuration;

import dev.pgexport.engine.settings.Secrets;
import dev.pgexport.engine.settings.SettingDeclaration;
import dev.pgexport.engine.settings.SettingValue;
import java.util.Optional;

/**
 * A setting and what it is set to.
 *
 * @param declaration the setting
 * @param value its value and where that came from; empty when it has none, not even a default
 */
public record EffectiveSetting(SettingDeclaration declaration, Optional<SettingValue> value) {
    /** Return the value as it may be shown: secrets are masked. */
    public Optional<String> shown() {
        return value.map(present -> declaration.secret() ? Secrets.MASK : Secrets.mask(present.text()));
    }
}
