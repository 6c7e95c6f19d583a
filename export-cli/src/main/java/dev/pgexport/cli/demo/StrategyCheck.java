package dev.pgexport.cli.demo;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Selection;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Asks a strategy whether it could export a database from here. */
final class StrategyCheck {
    private StrategyCheck() {}

    /** Return the first failure that the strategy finds. */
    static Optional<Finding> obstacle(Services services, String strategy, URI database) throws InterruptedException {
        Optional<SourcePlugin<?>> plugin = Plugins.find(services.plugins().sources(), SourcePlugin::name, strategy);
        return plugin.isPresent()
                ? obstacle(plugin.get(), services, database)
                : Optional.of(
                        Finding.failure("strategy", "it is not installed", "put its jar into lib/ or --plugin-path"));
    }

    private static <C extends Record> Optional<Finding> obstacle(
            SourcePlugin<C> plugin, Services services, URI database) throws InterruptedException {
        C settings = SettingsBinder.bind(plugin.settings(), Map.of("from", database.toString()));
        ExportRequest request = new ExportRequest(
                new ExportId("demo"),
                Selection.everything(),
                1,
                SettingsBinder.defaults(RunSettings.class).effectiveScratch(),
                services.environment().variables(),
                Optional.empty(),
                Optional.empty(),
                services.cancellation(),
                new Silence());
        try {
            return plugin.diagnose(settings, request).stream()
                    .filter(finding -> finding.status() == Finding.Status.FAILURE)
                    .findFirst();
        } catch (ExportException e) {
            return Optional.of(Finding.failure(
                    "strategy", String.valueOf(e.getMessage()), e.advice().orElse("see pgexport doctor")));
        }
    }

    /** What a strategy has to say beside its findings is said again by the run. */
    private record Silence() implements ExportListener {
        @Override
        public void warning(String message) {}

        @Override
        public void progress(String phase, double fraction) {}
    }
}
