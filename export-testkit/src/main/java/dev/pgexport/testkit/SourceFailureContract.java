package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** Only what is whole returns; a failure of one object leaves the others as they are. */
interface SourceFailureContract extends SourceUnderTest {
    @Test
    default void failureOfTheStreamIsPassedOnAsItIs() throws Exception {
        for (ExportObject object : SourceUnderTest.objects(openExport())) {
            int bytes = ExportRecording.Recorded.of(object).bytes().length;
            if (bytes > 0 && object.repeatable()) {
                IOException failure = new IOException("the stream is full");
                assertThatThrownBy(() -> object.writeTo(new FullStream(bytes / 2, failure)))
                        .as("%s", object.name())
                        .isSameAs(failure);
            }
        }
    }

    @Test
    default void runtimeFailureOfTheStreamIsPassedOnAsItIs() throws Exception {
        ExportObject object = openExport().objects().next();
        ExportException failure = new ExportException(Kind.UNAVAILABLE, "the storage is gone");

        assertThatThrownBy(() -> object.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw failure;
                    }
                }))
                .isSameAs(failure);
    }

    @Test
    default void afterAFailureOfTheStreamEverythingCanStillBeWritten() throws Exception {
        Export export = openExport();
        for (ExportObject object : SourceUnderTest.objects(export)) {
            if (object.repeatable()) {
                try {
                    object.writeTo(new FullStream(0, new IOException("the stream is full")));
                } catch (IOException expected) {
                    assertThat(expected).hasMessage("the stream is full");
                }
            }
            object.writeTo(OutputStream.nullOutputStream());
        }
        export.confirm();
    }

    @Test
    default void exportWhoseConnectionsWereCutIsLost() throws Exception {
        Export export = openExport();
        assertThat(database().query(TERMINATE_SESSIONS)).isNotEmpty();

        assertThatThrownBy(export::confirm)
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXPORT_LOST));
    }

    @Test
    default void writingAfterTheConnectionsWereCutFails() throws Exception {
        Export export = openExport();
        ExportObject object = export.objects().next();
        database().query(TERMINATE_SESSIONS);

        assertThatThrownBy(() -> object.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isIn(Kind.EXPORT_LOST, Kind.UNAVAILABLE));
    }

    /** Takes some bytes and no more. */
    final class FullStream extends OutputStream {
        private final IOException failure;
        private long room;

        FullStream(long room, IOException failure) {
            this.room = room;
            this.failure = failure;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw failure;
            }
        }
    }
}
