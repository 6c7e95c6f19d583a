package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.copy.CopyFormat;
import dev.pgexport.copy.CopySettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the strategy {@code copy} wrote. Thread-safe. */
public final class CopyInspection implements Inspection {
    private static final int BUFFER = 64 * 1024;

    private final Map<TableName, List<String>> columns = new HashMap<>();
    private final SchemaCheck schema;

    public CopyInspection(CopySettings settings, InspectionRequest request) {
        for (ManifestTable table : request.manifest().tables()) {
            columns.put(table.description().name(), table.description().storedColumns());
        }
        schema = new SchemaCheck(settings.program(), request.environment());
    }

    @Override
    public Written inspect(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        try {
            return switch (object.name().segments().get(0)) {
                case "data" -> rows(object, decoded);
                case LargeObjectsObject.FOLDER -> {
                    scan(scanner(format(object), LargeObjectsObject.COLUMNS), object, decoded);
                    yield Written.withoutRows();
                }
                case "sequences" -> {
                    scan(new CsvScanner(SequencesObject.COLUMNS), object, decoded);
                    yield Written.withoutRows();
                }
                case "schema" -> {
                    schema.check(decoded);
                    yield Written.withoutRows();
                }
                default -> throw new ExportException(Kind.INTEGRITY, "the strategy copy writes no such object");
            };
        } catch (ExportException e) {
            throw named(object, e);
        }
    }

    private static ExportException named(ManifestObject object, ExportException failure) {
        ExportException named =
                new ExportException(failure.kind(), object.name() + ": " + failure.getMessage(), failure);
        return failure.advice().map(named::withAdvice).orElse(named);
    }

    private Written rows(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        if (object.rows().size() != 1) {
            throw new ExportException(Kind.INTEGRITY, "the manifest does not say of which one table the rows are");
        }
        TableName table = object.rows().keySet().iterator().next();
        List<String> names = columns.get(table);
        if (names == null) {
            throw new ExportException(Kind.INTEGRITY, "the manifest does not describe the table " + table);
        }
        return Written.rows(table, scan(scanner(format(object), names), object, decoded));
    }

    private static CopyFormat format(ManifestObject object) {
        String name = object.name().value();
        String plain = name.substring(0, name.length() - object.codec().suffix().length());
        for (CopyFormat format : CopyFormat.values()) {
            if (plain.endsWith("." + format.extension())) {
                return format;
            }
        }
        throw new ExportException(Kind.INTEGRITY, "its name does not end in a format of COPY");
    }

    private static RowScanner scanner(CopyFormat format, List<String> columns) {
        return switch (format) {
            case CSV -> new CsvScanner(columns);
            case TEXT -> new TextScanner(columns.size());
            case BINARY -> new BinaryScanner(columns.size());
        };
    }

    private static long scan(RowScanner scanner, ManifestObject object, InputStream decoded)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = decoded.read(buffer); count >= 0; count = decoded.read(buffer)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading " + object.name());
            }
            scanner.accept(buffer, count);
            bytes += count;
        }
        long rows = scanner.finish();
        if (bytes != object.decodedBytes()) {
            throw Damage.because("there are " + bytes + " bytes where the manifest has " + object.decodedBytes());
        }
        return rows;
    }

    @Override
    public void finish() {
        // Every object is judged by itself.
    }

    @Override
    public void close() {
        // Nothing is held from one object to the next.
    }
}
