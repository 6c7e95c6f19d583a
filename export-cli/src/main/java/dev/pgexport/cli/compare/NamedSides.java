package dev.pgexport.cli.compare;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.location.OpenExport;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.compare.DatabaseSide;
import dev.pgexport.compare.ExportSide;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.SelectedTables;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What a command line named to be compared, open. */
final class NamedSides implements AutoCloseable {
    private final Services services;
    private final Selection selection;
    private final Labels labels = new Labels();
    private final List<OpenSide> sides = new ArrayList<>();
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private NamedSides(Services services, Selection selection) {
        this.services = services;
        this.selection = selection;
    }

    /** Open all of them; nothing is left open when that fails. */
    static NamedSides open(Services services, List<String> named, Selection selection)
            throws IOException, InterruptedException {
        NamedSides opened = new NamedSides(services, selection);
        try {
            for (String name : named) {
                if (DatabaseUri.is(name)) {
                    opened.openDatabase(name);
                } else {
                    opened.openExport(name);
                }
            }
            return opened;
        } catch (IOException | InterruptedException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    List<OpenSide> all() {
        return List.copyOf(sides);
    }

    private void openExport(String name) throws IOException {
        OpenExport opened = services.locations().open(Optional.of(name));
        closing.push(opened::close);
        sides.add(new ExportSide(
                labels.next(opened.manifest().strategy()),
                opened.location(),
                opened.manifest(),
                reader(opened),
                object -> opened.sink().open(object),
                new SelectedTables(selection)));
    }

    private void openDatabase(String name) throws InterruptedException {
        OpenDatabase opened = OpenDatabase.open(services, name, selection);
        closing.push(opened::close);
        sides.add(new DatabaseSide(labels.next("database"), DatabaseUri.shown(name), opened.export()));
    }

    private ReaderPlugin reader(OpenExport opened) {
        Manifest manifest = opened.manifest();
        String name = manifest.reader()
                .orElseThrow(() -> new ExportException(
                                Kind.CONFIGURATION,
                                "the rows of " + opened.name() + " cannot be read again: its manifest names no reader")
                        .withAdvice(
                                "perhaps it holds definitions alone, or was made by an older pgexport: export again"));
        return Plugins.find(services.plugins().readers(), ReaderPlugin::name, name)
                .orElseThrow(() -> new ExportException(
                                Kind.CONFIGURATION,
                                "there is no reader " + name + ", which the export " + opened.name() + " needs")
                        .withAdvice("perhaps a plugin is missing; 'pgexport plugins' lists those there are"));
    }

    @Override
    public void close() {
        sides.forEach(OpenSide::close);
        closing.forEach(Runnable::run);
        closing.clear();
    }
}
