package dev.pgexport.testkit.s3;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class, or one test method, that runs once on each S3 server; its constructor and its methods may take the
 * {@link S3Server}.
 *
 * <pre>{@code
 * @EveryS3Server
 * class S3SinkTest extends SinkContract {
 *     private final S3Server server;
 *     private final String bucket;
 *
 *     S3SinkTest(S3Server server) {
 *         this.server = server;
 *         bucket = server.newBucket();
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>One server of a kind serves all tests of a run. Where one cannot be had, its tests are skipped, each with the
 * reason, and a line on the standard error output says what to do.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@TestTemplate
@ExtendWith(S3ServerExtension.class)
public @interface EveryS3Server {
    /** Return the kinds of servers to run on. */
    S3Kind[] kinds() default {S3Kind.LOCALSTACK, S3Kind.MINIO, S3Kind.LIGHT};

    /** Return what a server must do for the test to have a meaning; the others are left out, which is no skip. */
    S3Capability[] needs() default {};
}
