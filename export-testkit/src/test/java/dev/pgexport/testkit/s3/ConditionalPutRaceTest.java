package dev.pgexport.testkit.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server that looks first and puts then may pass by luck: only that those declared to be safe are is tested. */
class ConditionalPutRaceTest {
    private static final int WRITERS = 8;
    private static final int ROUNDS = 20;

    @EveryS3Server(needs = S3Capability.CONDITIONAL_PUT_RACE)
    void oneOfManyWins(S3Server server) throws Exception {
        String bucket = server.newBucket();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "race-" + round;
                List<Callable<Boolean>> puts = IntStream.range(0, WRITERS)
                        .<Callable<Boolean>>mapToObj(writer -> () -> puts(server, bucket, key))
                        .toList();

                int won = 0;
                for (Future<Boolean> put : writers.invokeAll(puts)) {
                    won += put.get() ? 1 : 0;
                }

                assertThat(won).as(key).isOne();
            }
        } finally {
            writers.shutdown();
        }
    }

    private static boolean puts(S3Server server, String bucket, String key) {
        try {
            server.client()
                    .putObject(
                            request -> request.bucket(bucket).key(key).ifNoneMatch("*"),
                            RequestBody.fromString("mine"));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isIn(409, 412);
            return false;
        }
    }
}
