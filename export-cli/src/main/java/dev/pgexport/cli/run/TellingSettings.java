package dev.pgexport.cli.run;

import dev.pgexport.aws.AwsSettings;
import dev.pgexport.aws.event.EventSettings;
import dev.pgexport.cli.audit.AuditSettings;
import dev.pgexport.cli.metrics.MetricsSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import java.util.Optional;

/** Who hears how a run ended. */
record TellingSettings(MetricsSettings metrics, EventSettings events, AuditSettings audit) {
    /** Read them; one that is wrong counts as not set, and is among the binder's problems. */
    static TellingSettings of(SettingsBinder binder) {
        return new TellingSettings(
                binder.bind(MetricsSettings.class).orElseGet(MetricsSettings::none),
                binder.bind(EventSettings.class)
                        .orElseGet(() -> new EventSettings(AwsSettings.defaults(), Optional.empty())),
                binder.bind(AuditSettings.class).orElseGet(() -> new AuditSettings(false)));
    }
}
