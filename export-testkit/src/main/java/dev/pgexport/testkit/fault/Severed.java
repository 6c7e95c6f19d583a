package dev.pgexport.testkit.fault;

import java.io.IOException;

/** Says that a fault wants the connection to end here. */
final class Severed extends IOException {
    private static final long serialVersionUID = 1;

    private final Ending ending;

    Severed(Ending ending) {
        super("a fault ended the connection");
        this.ending = ending;
    }

    Ending ending() {
        return ending;
    }
}
