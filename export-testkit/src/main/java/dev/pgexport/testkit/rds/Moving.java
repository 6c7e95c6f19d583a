package dev.pgexport.testkit.rds;

/** What goes on by itself once it has begun. */
interface Moving {
    /** How it went on. */
    enum Step {
        /** It did a part of its work. */
        WORKED,
        /** It has another state, in which it stays for a while. */
        CHANGED,
        /** It is at its end. */
        ENDED
    }

    /** Go on by one step; does nothing at the end. One caller at a time. */
    Step step();
}
