package dev.pgexport.cli.run;

import dev.pgexport.engine.RunProgress.InFlight;
import java.util.List;

/** Says which object is in flight, briefly: its table where its name has one. */
final class ObjectLabel {
    private ObjectLabel() {}

    static String of(InFlight object) {
        List<String> segments = object.name().segments();
        return segments.size() > 1 && segments.get(0).equals("data")
                ? segments.get(1)
                : object.name().value();
    }
}
