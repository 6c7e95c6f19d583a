package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards the bytes of one connection, both ways, whatever they mean. */
final class Tunnel implements Runnable {
    private final Link link;
    private final Ledger ledger;
    private final Executor threads;
    private final AtomicInteger open = new AtomicInteger(2);

    Tunnel(Link link, Ledger ledger, Executor threads) {
        this.link = link;
        this.ledger = ledger;
        this.threads = threads;
    }

    @Override
    public void run() {
        guarded(() -> {
            Exchange exchange = ledger.begin(RequestKind.CONNECTION, "", "");
            Conduct conduct = exchange.conduct();
            if (!link.pause(conduct.delay())) {
                return;
            }
            if (conduct.ending().isPresent()) {
                throw new Severed(conduct.ending().get());
            }
            Peer upstream = link.connect();
            threads.execute(() -> guarded(() -> {
                upstream.in().transferTo(exchange.answerGate(link, link.client().out(), 0, OptionalLong.empty()));
                link.pause(conduct.slowClose());
                close(link.client());
            }));
            link.client().in().transferTo(exchange.requestGate(link, upstream.out(), 0, OptionalLong.empty()));
            close(upstream);
        });
    }

    /** Pass on that one side sends nothing more; the other may still. */
    private void close(Peer receiver) {
        receiver.finish();
        if (open.decrementAndGet() == 0) {
            link.end(Ending.CLOSE);
        }
    }

    private interface Direction {
        void forward() throws IOException;
    }

    private void guarded(Direction direction) {
        try {
            direction.forward();
        } catch (Severed e) {
            link.end(e.ending());
        } catch (IOException e) {
            link.end(Ending.RESET);
        }
    }
}
