package dev.pgexport.cli.application;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import dev.pgexport.api.AuthenticationPlugin;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.cli.command.CommandRunner;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.cli.location.Authentications;
import dev.pgexport.cli.location.Locations;
import dev.pgexport.cli.location.Strategies;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.LogContext;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.ExportRunner;
import picocli.CommandLine;

/** Puts the program together for one command: what was found, what was set, and where it runs. */
final class CompositionModule extends AbstractModule {
    private final Application application;
    private final Plugins plugins;
    private final Configuration configuration;
    private final CommandLine commandLine;
    private final LogContext context;

    CompositionModule(
            Application application,
            Plugins plugins,
            Configuration configuration,
            CommandLine commandLine,
            LogContext context) {
        this.context = context;
        this.application = application;
        this.plugins = plugins;
        this.configuration = configuration;
        this.commandLine = commandLine;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Console.class).toInstance(application.console());
        bind(ProcessEnvironment.class).toInstance(application.environment());
        bind(Cancellation.class).toInstance(application.cancellation());
        bind(CommandRunner.class).toInstance(application);
        bind(Plugins.class).toInstance(plugins);
        bind(Configuration.class).toInstance(configuration);
        bind(CommandLine.class).toInstance(commandLine);
        bind(LogContext.class).toInstance(context);
        bindPlugins();
        bind(Strategies.class);
        bind(Authentications.class);
        bind(Locations.class);
        bind(ExportRunner.class).toProvider(ExportRunner::new);
        bind(Services.class);
    }

    /** A name that two plugins claim is an error of Guice's MapBinder. */
    private void bindPlugins() {
        MapBinder<String, SourcePlugin<?>> sources =
                MapBinder.newMapBinder(binder(), new TypeLiteral<>() {}, new TypeLiteral<>() {});
        plugins.sources().forEach(plugin -> sources.addBinding(plugin.name()).toInstance(plugin));
        MapBinder<String, SinkPlugin<?>> sinks =
                MapBinder.newMapBinder(binder(), new TypeLiteral<>() {}, new TypeLiteral<>() {});
        plugins.sinks().forEach(plugin -> sinks.addBinding(plugin.name()).toInstance(plugin));
        MapBinder<String, AuthenticationPlugin<?>> authentications =
                MapBinder.newMapBinder(binder(), new TypeLiteral<>() {}, new TypeLiteral<>() {});
        plugins.authentications()
                .forEach(plugin -> authentications.addBinding(plugin.name()).toInstance(plugin));
    }
}
