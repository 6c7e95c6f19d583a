package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.read.StoredBytes;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore that came to no end says so, in the database as well, and goes on when it is asked again. */
@ExtendWith(PostgresExtension.class)
class ResumeTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private StoredExports exports;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = StoredExports.server(servers).createDatabase();
        target = StoredExports.server(servers).createDatabase();
        exports = new StoredExports(folder);
        Samples.load(source);
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private TestRestore restore(RestorableExport export) {
        return new TestRestore(export, target, folder.resolve("scratch"));
    }

    private static RestorableExport with(RestorableExport export, StoredBytes stored) {
        return new RestorableExport(export.manifest(), stored, export.reader());
    }

    @Test
    void whatIsLoadedIsNotLoadedAgain() throws Exception {
        RestorableExport export = exports.copy(source, "binary");
        RestorableExport failing = with(export, name -> {
            if (name.value().contains("public.texts")) {
                throw new IOException("the storage is gone");
            }
            return export.stored().open(name);
        });
        assertThatThrownBy(() -> restore(failing).run())
                .isInstanceOfSatisfying(ExportException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                    assertThat(failure.advice())
                            .hasValueSatisfying(advice -> assertThat(advice).contains("the same command goes on"));
                })
                .hasMessageContaining("public.texts");
        List<String> loaded = target.query("SELECT name FROM pgexport_restore.done WHERE step = 'OBJECT'");
        assertThat(loaded).isNotEmpty();
        assertThat(target.query("SELECT obj_description('pgexport_restore'::regnamespace)"))
                .first()
                .asString()
                .contains("not complete");

        List<String> again = new CopyOnWriteArrayList<>();
        RestoreResult result = restore(with(export, name -> {
                    again.add(name.value().substring(name.value().indexOf('/') + 1));
                    return export.stored().open(name);
                }))
                .run();

        assertThat(result.resumed()).isTrue();
        assertThat(again).doesNotContainAnyElementsOf(loaded);
        assertThat(Likeness.of(target)).isEqualTo(Likeness.of(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "staged"})
    void whatWasCancelledGoesOn(String strategy) throws Exception {
        RestorableExport export =
                strategy.equals("copy") ? exports.copy(source, "csv") : exports.pgdump(source, strategy);
        TestRestore[] cancelled = new TestRestore[1];
        cancelled[0] = restore(with(export, name -> {
            if (name.value().contains("public.texts") || name.value().contains("toc.dat")) {
                cancelled[0].cancellation().cancel("test");
            }
            return export.stored().open(name);
        }));

        assertThatThrownBy(() -> cancelled[0].run()).isInstanceOf(InterruptedException.class);
        restore(export).run();

        assertThat(Likeness.of(target)).isEqualTo(Likeness.of(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "staged"})
    void indexesThatWereBegunAreMadeAnew(String strategy) throws Exception {
        RestorableExport export =
                strategy.equals("copy") ? exports.copy(source, "csv") : exports.pgdump(source, strategy);
        // In the way of an index, and no table of the export.
        target.execute("CREATE SEQUENCE upper_names");
        assertThatThrownBy(() -> restore(export).run())
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("upper_names");
        target.execute("DROP SEQUENCE upper_names");

        RestoreResult result = restore(export).run();

        assertThat(result.resumed()).isTrue();
        assertThat(Likeness.of(target)).isEqualTo(Likeness.of(source));
    }

    @Test
    void anotherExportDoesNotGoOnWithIt() throws Exception {
        RestorableExport export = exports.copy(source, "csv");
        RestorableExport other = exports.copy(source, "text");
        assertThatThrownBy(() -> restore(with(export, name -> {
                            if (name.value().contains("public.texts")) {
                                throw new IOException("the storage is gone");
                            }
                            return export.stored().open(name);
                        }))
                        .run())
                .isInstanceOf(ExportException.class);

        assertThatThrownBy(() -> restore(other).run())
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessageContaining(export.manifest().id().value());
    }
}
