package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {
    private static S3Location of(String uri) {
        return S3Location.of(URI.create(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket, ''",
        "s3://bucket/, ''",
        "s3://bucket/exports, exports/",
        "s3://bucket/exports/, exports/",
        "s3://bucket/a/b/c/, a/b/c/",
        "s3://bucket/a%20b/, a b/",
        "s3://bucket/a%23b/, a#b/",
        "s3://bucket/100%25/, 100%/",
        "s3://bucket/a+b/, a+b/",
        "s3://bucket/caf%C3%A9/, café/",
    })
    void theKeysOfALocationStartWithItsPath(String uri, String prefix) {
        assertThat(of(uri)).isEqualTo(new S3Location("bucket", prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket.with.dots/x", "s3://Old_Bucket/x", "s3://my-access-point-abc123-s3alias/x"})
    void everyNameThatABucketCanHaveIsTaken(String uri) {
        assertThat(of(uri).prefix()).isEqualTo("x/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:///exports",
                "s3:bucket/exports",
                "s3://user@bucket/exports",
                "s3://bucket/a//b/",
                "s3://bucket/a/../b/",
                "s3://bucket/./b/",
                "s3://bucket/a%0Ab/",
                "s3://bucket/exports?versionId=1",
                "s3://bucket/exports#x",
            })
    void whatIsNoLocationIsRefused(String uri) {
        assertThatThrownBy(() -> of(uri)).isInstanceOfSatisfying(ExportException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure.advice()).contains("write it as s3://bucket/prefix/");
        });
    }

    @Test
    void aKeyIsThePrefixAndTheName() {
        S3Location location = of("s3://bucket/exports");
        ObjectName name = new ExportId("nightly").resolve(ObjectName.of("data", "public.moves", "1.csv"));

        assertThat(location.key(name)).isEqualTo("exports/nightly/data/public.moves/1.csv");
        assertThat(location.name("exports/nightly/data/public.moves/1.csv")).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other/a", "exports/", "exports/folder/", "exports/.pgexport/a.claim", "exports//a"})
    void otherKeysAreNoObjects(String key) {
        assertThat(of("s3://bucket/exports").name(key)).isEmpty();
    }

    @Test
    void aKeyThatIsTooLongForS3IsRefused() {
        S3Location location = of("s3://bucket/" + "p".repeat(100));
        ObjectName name = new ObjectName(("x".repeat(200) + "/").repeat(4) + "y".repeat(150));

        assertThatThrownBy(() -> location.key(name))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("1024");
    }
}
