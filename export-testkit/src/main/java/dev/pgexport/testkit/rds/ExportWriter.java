package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Puts what a task exports into the bucket. */
final class ExportWriter {
    private static final int FETCH_ROWS = 1000;

    private final S3Server s3;
    private final ExportRequest request;
    private final ExportScript script;

    ExportWriter(S3Server s3, ExportRequest request, ExportScript script) {
        this.s3 = s3;
        this.request = request;
        this.script = script;
    }

    /**
     * Write the files of a table, and return the bytes.
     *
     * @param goOn asked before each file
     * @param least whether to stop after half the files, as a table that fails does
     */
    long writeTable(Connection connection, ExportedTable table, BooleanSupplier goOn, boolean least)
            throws SQLException, IOException {
        TableLayout layout = script.layout(table);
        String run = UUID.randomUUID().toString();
        long bytes = 0;
        try (Statement statement = connection.createStatement()) {
            long left = count(statement, table);
            if (left == 0 || table.columns().isEmpty()) {
                if (script.marksEmptyTables()) {
                    put(folder(table, 1) + "_SUCCESS", RequestBody.empty());
                }
                return 0;
            }
            statement.setFetchSize(FETCH_ROWS);
            int files = layout.batches() * layout.parts();
            try (ResultSet rows = statement.executeQuery(table.query())) {
                for (int file = 0;
                        file < (least ? (files + 1) / 2 : files) && left > 0 && goOn.getAsBoolean();
                        file++) {
                    long share = (left + files - file - 1) / (files - file);
                    int part = (file % layout.parts()) * (layout.gaps() ? 2 : 1);
                    String folder = folder(table, file / layout.parts() + 1);
                    bytes += writePart(folder + name(part, run), table, rows, share);
                    left -= share;
                    if (!least && (left == 0 || (file + 1) % layout.parts() == 0)) {
                        put(folder + "_SUCCESS", RequestBody.empty());
                    }
                }
            }
        }
        return bytes;
    }

    private static long count(Statement statement, ExportedTable table) throws SQLException {
        try (ResultSet row = statement.executeQuery(table.count())) {
            row.next();
            return row.getLong(1);
        }
    }

    private String folder(ExportedTable table, int batch) {
        return table.folder() + (script.hasBatchFolders() ? batch + "/" : "");
    }

    private static String name(int part, String run) {
        return String.format(Locale.ROOT, "part-%05d-%s-c000.gz.parquet", part, run);
    }

    private long writePart(String name, ExportedTable table, ResultSet rows, long limit)
            throws SQLException, IOException {
        Path folder = Files.createTempDirectory("pgexport-rds-");
        Path file = folder.resolve("part");
        try {
            long written = ParquetPart.write(file, table.columns(), rows, limit);
            if (written != limit) {
                throw new SQLException(table.target() + " has " + written + " rows left, not " + limit);
            }
            put(name, RequestBody.fromFile(file));
            return Files.size(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** Write one of the reports. */
    void writeReport(String name, Object json) {
        put(name, RequestBody.fromString(Json.text(json)));
    }

    private void put(String name, RequestBody body) {
        PutObjectRequest.Builder put =
                PutObjectRequest.builder().bucket(request.bucket()).key(request.folder() + name);
        if (s3.kmsKey().filter(request.key()::equals).isPresent()) {
            put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(request.key());
        }
        s3.client().putObject(put.build(), body);
    }
}
