package dev.pgexport.testkit;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A program that claims an export, perhaps holds it, puts an object, and is in the middle of another one until it is killed. */
final class Claimant {
    static final String READY = "in the middle of an object";

    private static final int SOME_BYTES = 1 << 20;

    private Claimant() {}

    public static void main(String[] arguments) throws Exception {
        SinkPlugin<?> plugin = Class.forName(arguments[0])
                .asSubclass(SinkPlugin.class)
                .getDeclaredConstructor()
                .newInstance();
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(6)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        try (Sink sink = SinkContract.open(plugin, settings, URI.create(arguments[1]));
                Sink.Claim claim = sink.claim(new ExportId(arguments[2]))) {
            Duration hold = Duration.parse(arguments[5]);
            if (!hold.isZero()) {
                sink.handOff().orElseThrow().hold(new ExportId(arguments[2]), hold);
            }
            sink.put(new ObjectName(arguments[3]), out -> out.write(new byte[SOME_BYTES]));
            sink.put(new ObjectName(arguments[4]), out -> {
                out.write(new byte[SOME_BYTES]);
                out.flush();
                System.out.println(READY);
                Thread.sleep(Long.MAX_VALUE);
            });
            throw new AssertionError("not killed, yet " + claim + " is no longer needed");
        }
    }
}
