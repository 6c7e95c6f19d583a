package dev.pgexport.cli.output;

import java.io.PrintStream;

/**
 * Results go to standard output, everything else to standard error, above the status line. Thread-safe.
 *
 * <p>The status line is the last line of a terminal, drawn over until it is cleared.
 */
public final class Console {
    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private String status = "";

    public Console(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Write lines of the result. */
    public synchronized void result(String text) {
        hideStatus();
        err.flush();
        out.println(text);
        out.flush();
        drawStatus();
    }

    /** Write lines for whoever looks on. */
    public synchronized void message(String text) {
        hideStatus();
        err.println(text);
        drawStatus();
        err.flush();
    }

    /** Show a status line in place of the one before; shows nothing where nobody looks. */
    public synchronized void status(String text) {
        if (terminal.interactive()) {
            hideStatus();
            status = text;
            drawStatus();
            err.flush();
        }
    }

    /** Take the status line away. */
    public synchronized void clearStatus() {
        hideStatus();
        status = "";
        err.flush();
    }

    private void hideStatus() {
        if (!status.isEmpty()) {
            err.print(ERASE_LINE);
        }
    }

    private void drawStatus() {
        err.print(status);
    }
}
