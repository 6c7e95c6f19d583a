package dev.pgexport.postgres.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds archives in custom format of any version, as pg_backup_custom.c would. */
final class ArchiveBuilder {
    private final int minor;
    private final ByteArrayOutputStream toc = new ByteArrayOutputStream();
    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private int entries;

    ArchiveBuilder(int minor) {
        this.minor = minor;
        archive.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        archive.writeBytes(new byte[] {1, (byte) minor, 0, 4, 8, 1});
        if (minor >= 15) {
            archive.write(0);
        } else {
            integer(archive, 0);
        }
        for (int field : new int[] {30, 15, 3, 21, 10, 126, 0}) {
            integer(archive, field);
        }
        string(archive, "app");
        string(archive, "17.2");
        string(archive, "17.2");
    }

    ArchiveBuilder table(int id, String schema, String name) {
        return entry(id, true, name, "TABLE DATA", schema);
    }

    ArchiveBuilder largeObjects(int id) {
        return entry(id, true, "BLOBS", "BLOBS", null);
    }

    ArchiveBuilder tocEntryWithoutData(int id) {
        return entry(id, false, "f()", "FUNCTION", "public");
    }

    private ArchiveBuilder entry(int id, boolean data, String tag, String description, String schema) {
        integer(toc, id);
        integer(toc, data ? 1 : 0);
        string(toc, "1259");
        string(toc, "16384");
        string(toc, tag);
        string(toc, description);
        integer(toc, 3);
        string(toc, "");
        string(toc, "");
        string(toc, null);
        string(toc, schema);
        string(toc, null);
        if (minor >= 14) {
            string(toc, null);
        }
        if (minor >= 16) {
            integer(toc, 0);
        }
        string(toc, "owner");
        string(toc, "false");
        string(toc, "7");
        string(toc, null);
        toc.write(data ? 1 : 3);
        toc.writeBytes(new byte[8]);
        entries++;
        return this;
    }

    /** End the table of contents. */
    ArchiveBuilder startData() {
        integer(archive, entries);
        archive.writeBytes(toc.toByteArray());
        return this;
    }

    ArchiveBuilder rows(int id, String rows) {
        return block(id, rows + "\\.\n\n\n");
    }

    ArchiveBuilder block(int id, String content) {
        archive.write(1);
        integer(archive, id);
        for (String line : content.lines().toList()) {
            piece((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        integer(archive, 0);
        return this;
    }

    ArchiveBuilder largeObject(int id, int oid, byte[] content) {
        archive.write(3);
        integer(archive, id);
        integer(archive, oid);
        piece(content);
        integer(archive, 0);
        integer(archive, 0);
        return this;
    }

    private void piece(byte[] bytes) {
        integer(archive, bytes.length);
        archive.writeBytes(bytes);
    }

    byte[] bytes() {
        return archive.toByteArray();
    }

    private static void integer(ByteArrayOutputStream output, int value) {
        output.write(value < 0 ? 1 : 0);
        for (int i = 0, magnitude = Math.abs(value); i < 4; i++, magnitude >>>= 8) {
            output.write(magnitude);
        }
    }

    private static void string(ByteArrayOutputStream output, String text) {
        if (text == null) {
            integer(output, -1);
        } else {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            integer(output, bytes.length);
            output.writeBytes(bytes);
        }
    }
}
