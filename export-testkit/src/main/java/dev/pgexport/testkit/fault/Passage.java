package dev.pgexport.testkit.fault;

/**
 * How a message passes the front, and what becomes of the connection when it does not pass whole.
 *
 * @param swallowed whether the rest is taken from whoever sends it, and goes nowhere, before the connection ends
 */
record Passage(Portion portion, boolean swallowed, Ending ending) {
    static final Passage WHOLE = new Passage(Portion.WHOLE, false, Ending.CLOSE);
}
