package dev.pgexport.engine;

import dev.pgexport.api.ExportListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the warnings of one export, each once, and passes on what its source says. */
final class Warnings implements ExportListener {
    /** Enough for a person; more would let a manifest grow with what went wrong. */
    private static final int MOST = 1000;

    private final Events events;
    private final Set<String> messages = new LinkedHashSet<>();
    private long more;

    Warnings(Events events) {
        this.events = events;
    }

    @Override
    public void warning(String message) {
        synchronized (this) {
            if (messages.contains(message)) {
                return;
            }
            if (messages.size() == MOST) {
                more++;
                return;
            }
            messages.add(message);
        }
        events.publish(new RunEvent.Warning(message));
    }

    @Override
    public void progress(String phase, double fraction) {
        events.publish(new RunEvent.PhaseProgress(phase, fraction));
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>(messages);
        if (more > 0) {
            all.add("and " + more + " more warnings");
        }
        return all;
    }
}
