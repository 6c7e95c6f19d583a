package dev.pgexport.engine;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The program of {@link FlatMemoryTest}: a large run into a sink that keeps sizes alone. */
final class LargeRun {
    private static final TableName MOVES = new TableName("public", "moves");
    private static final int ROW_BYTES = 200;

    private LargeRun() {}

    public static void main(String[] arguments) throws Exception {
        int objects = Integer.parseInt(arguments[0]);
        long rows = Long.parseLong(arguments[1]);
        ScriptedSource source = new ScriptedSource();
        source.tables = List.of("moves");
        source.objects = () -> objects(objects, rows);
        try (SizeSink sink = new SizeSink()) {
            // What is large is not compressed, so that the test takes seconds; a codec needs the same for little.
            Codec codec = objects == 1 ? Codec.NONE : Codec.ZSTD;
            RunSettings settings = new RunSettings(Optional.of(2), codec, Optional.empty(), 3, Optional.empty());
            RunResult result = new ExportRunner()
                    .run(new RunRequest(
                            new ExportId("large"),
                            source.configured(Map.of()),
                            sink,
                            Selection.everything(),
                            settings,
                            Map.of(),
                            Optional.empty(),
                            "0.1.0",
                            new Cancellation(),
                            event -> {},
                            new RunProgress()));
            long decoded = result.manifest().objects().stream()
                    .mapToLong(ManifestObject::decodedBytes)
                    .sum();
            if (decoded != objects * rows * ROW_BYTES
                    || result.manifest().objects().size() != objects) {
                throw new AssertionError(decoded + " bytes");
            }
        }
    }

    private static Iterator<ExportObject> objects(int count, long rows) {
        byte[] row = new byte[ROW_BYTES];
        Arrays.fill(row, (byte) 'x');
        row[ROW_BYTES - 1] = "\n".getBytes(StandardCharsets.UTF_8)[0];
        return IntStream.range(0, count)
                .<ExportObject>mapToObj(number -> ScriptedObject.of(
                        ObjectName.of("data/public.moves/%08d.csv".formatted(number))
                                .value(),
                        out -> {
                            for (long i = 0; i < rows; i++) {
                                out.write(row);
                            }
                            return Written.rows(MOVES, rows);
                        }))
                .iterator();
    }
}
