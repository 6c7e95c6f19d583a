package dev.pgexport.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Gives COPY what is written; never ends it. */
final class CopyInStream extends OutputStream {
    private final CopyIn copy;

    CopyInStream(CopyIn copy) {
        this.copy = copy;
    }

    /** The server has refused. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final SQLException failure;

        Refused(SQLException failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            copy.writeToCopy(bytes, offset, length);
        } catch (SQLException e) {
            throw new Refused(e);
        }
    }
}
