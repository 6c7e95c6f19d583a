package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.engine.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An export's objects together hold all rows of the database, each described. */
interface SourceObjectContract extends SourceUnderTest {
    @Test
    default void everyObjectHasANameOfItsOwn() throws Exception {
        List<ObjectName> names = SourceUnderTest.objects(openExport()).stream()
                .map(ExportObject::name)
                .toList();

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    default void biggestObjectComesFirstAfterDefinitions() throws Exception {
        List<Long> sizes = SourceUnderTest.objects(openExport()).stream()
                .dropWhile(object -> object.content() instanceof ObjectContent.Definitions)
                .map(ExportObject::estimatedBytes)
                .toList();

        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    default void definitionsComeBeforeRows() throws Exception {
        List<ObjectContent> contents = SourceUnderTest.objects(openExport()).stream()
                .map(ExportObject::content)
                .toList();

        assertThat(contents.subList(Math.min(1, contents.size()), contents.size()))
                .doesNotHaveAnyElementsOfTypes(ObjectContent.Definitions.class);
    }

    @Test
    default void rowsOfEveryTableAreWrittenOnceAndCounted() throws Exception {
        ExportRecording recording = ExportRecording.of(openExport());

        Map<TableName, Long> expected = new TreeMap<>();
        for (TableDescription table : recording.description().tables()) {
            if (table.data()) {
                expected.put(table.name(), database().number("SELECT count(*) FROM ONLY " + sqlName(table.name())));
            }
        }
        assertThat(expected).isNotEmpty();
        assertThat(recording.rows()).isEqualTo(expected);
    }

    @Test
    default void everyTableOfTheDatabaseIsDescribed() throws Exception {
        List<String> tables = openExport().description().tables().stream()
                .map(table -> table.name().schema() + " " + table.name().name())
                .toList();

        assertThat(tables)
                .containsExactlyInAnyOrderElementsOf(database()
                        .query("SELECT n.nspname || ' ' || c.relname FROM pg_class c JOIN pg_namespace n"
                                + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm', 'f')"
                                + " AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"));
    }

    @Test
    default void whatIsLeftOutSaysWhy() throws Exception {
        Export export = openExport();

        Set<String> named =
                export.description().leftOut().stream().map(left -> left.name()).collect(Collectors.toSet());
        assertThat(export.description().leftOut())
                .allSatisfy(left -> assertThat(left.reason()).isNotBlank());
        if (export.description().contents() == Contents.DATA_ONLY) {
            assertThat(named).as("the schema is left out").isNotEmpty();
        }
    }

    @Test
    default void streamIsNeverClosed() throws Exception {
        for (ExportObject object : SourceUnderTest.objects(openExport())) {
            AtomicBoolean closed = new AtomicBoolean();
            object.writeTo(new ByteArrayOutputStream() {
                @Override
                public void close() {
                    closed.set(true);
                }
            });
            assertThat(closed).as("%s closed its stream", object.name()).isFalse();
        }
    }

    @Test
    default void repeatableObjectGivesTheSameRowsAgainWhateverHappensMeanwhile() throws Exception {
        Export export = openExport();
        for (ExportObject object : SourceUnderTest.objects(export)) {
            ExportRecording.Recorded first = ExportRecording.Recorded.of(object);
            if (object.repeatable()) {
                assertThat(object.writeTo(OutputStream.nullOutputStream()))
                        .as("%s", object.name())
                        .isEqualTo(first.written());
            }
        }
        export.confirm();
    }

    @Test
    default void objectsAreWrittenByAsManyThreadsAsThereAreJobs() throws Exception {
        Map<TableName, Long> alone = ExportRecording.of(openExport()).rows();
        Map<TableName, Long> together = new TreeMap<>();

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<ExportRecording.Recorded>> written = new ArrayList<>();
            for (ExportObject object : SourceUnderTest.objects(openExport())) {
                written.add(threads.submit(() -> ExportRecording.Recorded.of(object)));
            }
            for (Future<ExportRecording.Recorded> object : written) {
                object.get().written().rows().forEach((table, count) -> together.merge(table, count, Long::sum));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(together).isEqualTo(alone);
    }

    @Test
    default void twoExportsAtOnceDoNotDisturbEachOther() throws Exception {
        Export one = openExport(new Cancellation());
        Export other = openExport(new Cancellation());

        ExportRecording recordedOther = ExportRecording.of(other);
        other.close();
        ExportRecording recordedOne = ExportRecording.of(one);

        assertThat(recordedOne.rows()).isEqualTo(recordedOther.rows());
    }

    private static String sqlName(TableName table) {
        return TestDatabase.quoted(table.schema()) + "." + TestDatabase.quoted(table.name());
    }
}
