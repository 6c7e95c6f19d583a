package dev.pgexport.postgres.program;

/**
 * The shell script between this JVM and a program.
 *
 * <p>Its standard input is a pipe that nobody but this JVM holds and that nothing is ever written to. A watchdog waits
 * for the end of that pipe, which comes when this JVM closes it or dies, and then ends the program's process group. The
 * group outlives a killed leader (pg_dump's workers finish their table first), so it is ended after the leader too.
 */
final class Lifeline {
    static final String SCRIPT = """
            exec 3<&0 </dev/null
            # A terminal's Ctrl-C reaches this shell as well; who started it decides what happens.
            interrupted=
            trap 'interrupted=yes' HUP INT QUIT TERM
            if command -v setsid >/dev/null 2>&1; then
              setsid "$@" 3<&- &
            else
              set -m 2>/dev/null
              "$@" 3<&- &
              set +m 2>/dev/null
            fi
            child=$!
            exec >/dev/null 2>&1
            (
              trap - TERM
              while read -r ignored <&3; do :; done
              kill -TERM "-$child" || kill -TERM "$child"
              sleep 1 &
              pause=$!
              trap 'kill "$pause"; exit' TERM
              wait "$pause"
              kill -KILL "-$child" || kill -KILL "$child"
            ) &
            watchdog=$!
            exec 3<&-
            wait "$child"
            status=$?
            # A trapped signal ends wait early. Without one the child is gone, and its number may be another's.
            while [ "$interrupted" ] && kill -0 "$child"; do
              interrupted=
              wait "$child"
              status=$?
            done
            kill -KILL "-$child"
            kill -TERM "$watchdog"
            exit "$status"
            """;

    private Lifeline() {}
}
