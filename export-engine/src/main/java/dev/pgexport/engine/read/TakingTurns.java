package dev.pgexport.engine.read;

import dev.pgexport.api.read.RowRun;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The runs of several sources, one of each in turn, so that workers read all of them at once. */
final class TakingTurns<S extends RowSource> implements Iterator<TakingTurns.Run<S>> {
    private final Deque<Runs<S>> waiting;

    TakingTurns(List<Runs<S>> sources) {
        waiting = new ArrayDeque<>(sources);
    }

    /** The runs of a source that are left. */
    record Runs<S extends RowSource>(S source, Iterator<RowRun> left) {}

    /** A run and whose rows it has. */
    record Run<S extends RowSource>(S source, RowRun rows) {}

    @Override
    public boolean hasNext() {
        while (!waiting.isEmpty() && !waiting.getFirst().left().hasNext()) {
            waiting.removeFirst();
        }
        return !waiting.isEmpty();
    }

    @Override
    public Run<S> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more runs");
        }
        Runs<S> turn = waiting.removeFirst();
        waiting.addLast(turn);
        return new Run<>(turn.source(), turn.left().next());
    }
}
