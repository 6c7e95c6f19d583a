package dev.pgexport.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgDumpFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONFIGURATION | pg_dump: error: aborting because of server version mismatch",
                "EXPORT_LOST   | pg_dump: error: query failed: ERROR:  invalid snapshot identifier: \"00000003-1\"",
                "EXPORT_LOST   | pg_dump: error: query failed: ERROR:  snapshot \"00000003-0000001B-1\" does not exist",
                "PERMISSION    | pg_dump: error: query failed: ERROR:  permission denied for table orders",
                "PERMISSION    | ERROR: query would be affected by row-level security policy for table \"orders\"",
                "PERMISSION    | FATAL:  password authentication failed for user \"reader\"",
                "CONFIGURATION | pg_dump: error: no matching tables were found",
                "CONFIGURATION | FATAL:  database \"nope\" does not exist",
                "UNAVAILABLE   | pg_dump: error: query failed: server closed the connection unexpectedly",
                "UNAVAILABLE   | FATAL:  terminating connection due to administrator command",
                "UNAVAILABLE   | connection to server at \"127.0.0.1\", port 1 failed: Connection refused",
                "UNAVAILABLE   | ERROR:  canceling statement due to lock timeout",
                "UNAVAILABLE   | could not write to file \"scratch/1.dat.gz\": No space left on device",
                "UNAVAILABLE   | pg_dump: terminated by user",
                "UNAVAILABLE   | pg_dump: error: a worker process died unexpectedly",
                "UNAVAILABLE   | pg_dump: error: could not write to the communication channel: Broken pipe",
                "UNAVAILABLE   | pg_dump: detail: Error message from server: ERROR:  canceling statement due to user request",
                "EXPORT_LOST   | pg_dump: error: query failed: ERROR:  cache lookup failed for function 16385",
                "EXPORT_LOST   | pg_dump: error: query failed: ERROR:  could not open relation with OID 16385",
                "EXPORT_LOST   | pg_dump: error: query failed: ERROR:  relation \"public.orders\" does not exist",
                "EXPORT_LOST   | pg_dump: error: query failed: FEHLER:  Relation »public.orders« existiert nicht",
                "EXPORT_LOST   | pg_dump: error: something else",
                "CONFIGURATION | pg_dump: detail: Error message from server: ERROR:  invalid memory alloc request size 1080000003",
                "CONFIGURATION | ERROR:  out of memory DETAIL:  Cannot enlarge string buffer containing 600000002 bytes by 600000000 more bytes.",
                "INTEGRITY     | ERROR:  invalid memory alloc request size 18446744073709551613",
                "INTEGRITY     | ERROR:  invalid page in block 7 of relation base/5/16385",
                "INTEGRITY     | ERROR:  could not read block 7 in file \"base/5/16385\": read only 0 of 8192 bytes",
                "INTEGRITY     | ERROR:  missing chunk number 0 for toast value 16385 in pg_toast_16384"
            })
    void whatPgDumpSaysDecidesTheKind(Kind kind, String errors) {
        ExportException failure = PgDumpFailure.of("pg_dump 17.2", new ExitStatus(1), errors);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContainingAll("pg_dump 17.2 exited with code 1", errors);
    }

    @Test
    void aKillFromOutsideMayBeTriedAgain() {
        ExportException failure = PgDumpFailure.of("pg_dump 17.2", new ExitStatus(137), "");

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessage("pg_dump 17.2 was killed by signal 9: it printed no error");
    }

    @Test
    void ofALongStoryTheEndIsShown() {
        ExportException failure =
                PgDumpFailure.of("pg_dump 17.2", new ExitStatus(1), "first\n" + "x".repeat(10_000) + "\nlast\n");

        assertThat(failure.getMessage()).hasSizeLessThan(2_100).endsWith("last").doesNotContain("first");
    }
}
