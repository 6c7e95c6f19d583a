package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a client's requests, one after the other, and does with each what its fault says. */
final class HttpRequests implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpRequests.class);

    private final Link link;
    private final Ledger ledger;
    private final Executor threads;
    private @Nullable HttpAnswers answers;

    HttpRequests(Link link, Ledger ledger, Executor threads) {
        this.link = link;
        this.ledger = ledger;
        this.threads = threads;
    }

    @Override
    public void run() {
        Ending ending = Ending.RESET;
        try {
            boolean more = true;
            while (more) {
                more = next();
            }
            ending = Ending.CLOSE;
        } catch (Severed e) {
            ending = e.ending();
        } catch (IOException e) {
            LOGGER.atDebug().addKeyValue("reason", e.toString()).log("the client or the server is gone");
        } finally {
            if (ending == Ending.CLOSE) {
                link.client().finish();
                link.client().drain();
            }
            link.end(ending);
        }
    }

    /** Deal with one request; return whether another may follow. */
    private boolean next() throws IOException {
        Optional<MessageHead> head = MessageHead.read(link.client().in());
        if (head.isEmpty()) {
            return false;
        }
        RequestHead request = RequestHead.of(head.get());
        Exchange exchange = ledger.begin(RequestClassifier.classify(request), request.bucket(), request.key());
        Conduct conduct = exchange.conduct();
        if (!link.pause(conduct.delay())) {
            return false;
        }
        if (conduct.ending().isPresent()) {
            throw new Severed(conduct.ending().get());
        }
        return conduct.error().isPresent()
                ? answer(request, exchange, conduct.error().get())
                : forward(new HttpTurn(request, exchange));
    }

    private boolean answer(RequestHead request, Exchange exchange, ErrorAnswer error) throws IOException {
        // A client that waits for leave to send its body gets none, and may or may not send it: no request can follow.
        boolean last = request.expectsContinue();
        if (!last) {
            Framing.ofRequest(request.message()).copy(link.client().in(), OutputStream.nullOutputStream());
        }
        String requestId = exchange.newRequestId();
        exchange.identified(requestId);
        link.client().out().write(error.toBytes(request, requestId, last));
        return !last;
    }

    private boolean forward(HttpTurn turn) throws IOException {
        HttpAnswers upstream = upstream();
        upstream.expect(turn);
        try {
            MessageHead head = turn.request().message();
            Framing framing = Framing.ofRequest(head);
            Gate gate = turn.exchange().requestGate(link, upstream.requests(), head.length(), framing.length());
            gate.write(head.bytes());
            framing.copy(link.client().in(), gate);
        } finally {
            turn.requestRead();
        }
        turn.awaitAnswer();
        return !link.ended();
    }

    /** Connect only when there is something to forward, so that a server never hears of the requests it must not see. */
    private HttpAnswers upstream() throws IOException {
        HttpAnswers existing = answers;
        if (existing != null) {
            return existing;
        }
        HttpAnswers made = new HttpAnswers(link, link.connect());
        threads.execute(made);
        answers = made;
        return made;
    }
}
