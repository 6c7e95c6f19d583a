package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the answers of an upstream server, and lets them pass to the client as the fault of their request says. */
final class HttpAnswers implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(HttpAnswers.class);

    private final Link link;
    private final Peer upstream;
    private final OutputStream requests;
    private final AtomicReference<@Nullable HttpTurn> current = new AtomicReference<>();

    HttpAnswers(Link link, Peer upstream) {
        this.link = link;
        this.upstream = upstream;
        this.requests = new LenientStream(upstream.out());
    }

    /** Return where requests are to be written. */
    OutputStream requests() {
        return requests;
    }

    /** Expect the answer to a request; to be called before any of it is written. */
    void expect(HttpTurn turn) {
        current.set(turn);
        if (link.ended()) {
            turn.answered();
        }
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
            end(ending);
        }
    }

    /** Let one answer pass; return whether another may follow. */
    private boolean next() throws IOException {
        Optional<MessageHead> head = MessageHead.read(upstream.in());
        HttpTurn turn = current.get();
        if (head.isEmpty() || turn == null) {
            return false;
        }
        int status = status(head.get());
        if (status < 200) {
            link.client().out().write(head.get().bytes());
            return true;
        }
        Exchange exchange = turn.exchange();
        exchange.answered(status);
        head.get().header("x-amz-request-id").ifPresent(exchange::identified);
        Framing framing = Framing.ofAnswer(head.get(), turn.request().method(), status);
        Gate gate = exchange.answerGate(link, link.client().out(), head.get().length(), framing.length());
        gate.write(head.get().bytes());
        framing.copy(upstream.in(), gate);
        gate.end();
        turn.answered();
        return !(framing instanceof Framing.UntilClose);
    }

    private static int status(MessageHead head) throws IOException {
        try {
            return Integer.parseInt(head.word(1));
        } catch (NumberFormatException e) {
            throw new IOException("not an answer of HTTP/1.1", e);
        }
    }

    private void end(Ending ending) {
        HttpTurn turn = current.get();
        if (ending == Ending.CLOSE && turn != null) {
            link.pause(turn.exchange().conduct().slowClose());
            // Closing while the client still sends would reset the connection, and the client might lose the answer.
            link.client().finish();
            turn.awaitRequest();
        }
        link.end(ending);
        HttpTurn last = current.get();
        if (last != null) {
            last.answered();
        }
    }
}
