package dev.pgexport.cli.compare;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.location.OpenAuthentication;
import dev.pgexport.engine.ConfiguredSource;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot of a database that a command line named, held until closed.
 *
 * @param export by the strategy copy
 * @param authentication who vouches for us to the database
 */
record OpenDatabase(Export export, OpenAuthentication authentication) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);
    private static final String STRATEGY = "copy";
    private static final String FORMAT = "copy.format";
    private static final ExportId NO_EXPORT = new ExportId("compare");

    static OpenDatabase open(Services services, String uri, Selection selection) throws InterruptedException {
        // It costs the server and us the least, and there is no type whose text cannot be compared.
        String format =
                services.configuration().value(FORMAT).map(SettingValue::text).orElse("text");
        return open(services, uri, selection, format);
    }

    /** @param format the form of its rows, whatever is set */
    static OpenDatabase open(Services services, String uri, Selection selection, String format)
            throws InterruptedException {
        Map<String, String> texts = new LinkedHashMap<>(Map.of("from", uri, FORMAT, format));
        Configuration configuration = services.configuration().with(texts, SettingOrigin.flag("compare"));
        SettingProblems problems = configuration.problems();
        Optional<ConfiguredSource<?>> source =
                services.strategies().with(configuration).configure(STRATEGY, problems);
        var authentication = services.authentications().configure(problems);
        problems.throwIfAny();
        OpenAuthentication open = OpenAuthentication.of(authentication, services.environment());
        try {
            return new OpenDatabase(source.orElseThrow().open(request(services, selection, open)), open);
        } catch (InterruptedException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    private static ExportRequest request(Services services, Selection selection, OpenAuthentication authentication) {
        RunSettings run = services.configuration().bind(RunSettings.class);
        return new ExportRequest(
                NO_EXPORT,
                rowsOf(selection),
                run.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                run.effectiveScratch(),
                services.environment().variables(),
                authentication.authentication(),
                Optional.empty(),
                services.cancellation(),
                new ExportListener() {
                    @Override
                    public void warning(String message) {
                        LOG.warn("{}", message);
                    }

                    @Override
                    public void progress(String phase, double fraction) {
                        services.console().status(phase);
                    }
                });
    }

    /** Definitions are compared by the catalog, so no pg_dump is needed. */
    private static Selection rowsOf(Selection selection) {
        return new Selection(
                selection.tables(),
                selection.excludedTables(),
                selection.schemas(),
                selection.excludedSchemas(),
                selection.excludedTableData(),
                selection.strictNames(),
                true,
                false);
    }

    @Override
    public void close() {
        export.close();
        authentication.close();
    }
}
