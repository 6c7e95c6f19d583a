package dev.pgexport.engine.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The runs of several exports, one of each in turn, so that workers read all of them at once. */
final class TakingTurns implements Iterator<OpenReading.Run> {
    private final Deque<OpenReading> waiting;

    TakingTurns(List<OpenReading> readings) {
        waiting = new ArrayDeque<>(readings);
    }

    @Override
    public boolean hasNext() {
        while (!waiting.isEmpty() && !waiting.getFirst().hasNext()) {
            waiting.removeFirst();
        }
        return !waiting.isEmpty();
    }

    @Override
    public OpenReading.Run next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more runs");
        }
        OpenReading turn = waiting.removeFirst();
        waiting.addLast(turn);
        return turn.next();
    }
}
