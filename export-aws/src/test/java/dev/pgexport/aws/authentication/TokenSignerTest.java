package dev.pgexport.aws.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ServerAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class TokenSignerTest {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static Stream<AwsCredentials> credentials() {
        return Stream.of(
                AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "FQoGZXIvYXdzE/+token=="));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void aTokenSaysWhatThatOfTheSdksOwnToolSays(AwsCredentials credentials) {
        String theirs = RdsUtilities.builder()
                .region(Region.US_GOV_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()
                .generateAuthenticationToken(
                        token -> token.hostname("db.example.org").port(6432).username("odd user+&="));

        String ours = new TokenSigner(Clock.fixed(moment(theirs), ZoneOffset.UTC))
                .sign(
                        new Endpoint(new ServerAddress("db.example.org", 6432)),
                        Region.US_GOV_WEST_1,
                        "odd user+&=",
                        credentials);

        assertThat(parts(ours)).isEqualTo(parts(theirs));
    }

    /** Return what a token consists of: the order of its parameters is nobody's business. */
    private static Set<String> parts(String token) {
        return Set.of(token.split("[?&]", -1));
    }

    private static Instant moment(String token) {
        Matcher date = Pattern.compile("X-Amz-Date=(\\w+)").matcher(token);
        assertThat(date.find()).isTrue();
        return TIME.parse(date.group(1), Instant::from);
    }
}
