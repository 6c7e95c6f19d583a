package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.Written;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Reading an export again finds what was written, and finds out when it is not all there. */
interface SourceInspectionContract extends SourceUnderTest {
    @Test
    default void inspectionFindsTheRowsThatWereWritten() throws Exception {
        ExportRecording recording = ExportRecording.of(openExport());

        try (Inspection inspection = openInspection(recording.manifest())) {
            for (ExportRecording.Recorded object : recording.objects().values()) {
                Written found = inspection.inspect(object.manifestObject(), new ByteArrayInputStream(object.bytes()));
                assertThat(found.rows())
                        .as("%s", object.name())
                        .isEqualTo(object.written().rows());
            }
            inspection.finish();
        }
    }

    @Test
    default void inspectionRefusesAnObjectThatWasCutOff() throws Exception {
        ExportRecording recording = ExportRecording.of(openExport());

        try (Inspection inspection = openInspection(recording.manifest())) {
            for (ExportRecording.Recorded object : recording.objects().values()) {
                for (int length : lengths(object.bytes().length)) {
                    refuses(inspection, object, Arrays.copyOf(object.bytes(), length));
                }
            }
        }
    }

    @Test
    default void inspectionRefusesAnObjectWithSomethingBehindItsEnd() throws Exception {
        ExportRecording recording = ExportRecording.of(openExport());

        try (Inspection inspection = openInspection(recording.manifest())) {
            for (ExportRecording.Recorded object : recording.objects().values()) {
                refuses(inspection, object, Arrays.copyOf(object.bytes(), object.bytes().length + 1));
            }
        }
    }

    private static Set<Integer> lengths(int whole) {
        Set<Integer> lengths = new TreeSet<>();
        for (int length : new int[] {0, 1, whole / 3, whole / 2, whole - 2, whole - 1}) {
            if (length >= 0 && length < whole) {
                lengths.add(length);
            }
        }
        return lengths;
    }

    private static void refuses(Inspection inspection, ExportRecording.Recorded object, byte[] damaged)
            throws Exception {
        try {
            Written found = inspection.inspect(object.manifestObject(), new ByteArrayInputStream(damaged));
            assertThat(found.rows())
                    .as("%s with %s of %s bytes", object.name(), damaged.length, object.bytes().length)
                    .isNotEqualTo(object.written().rows());
        } catch (ExportException e) {
            assertThat(e.kind()).isEqualTo(Kind.INTEGRITY);
        }
    }
}
