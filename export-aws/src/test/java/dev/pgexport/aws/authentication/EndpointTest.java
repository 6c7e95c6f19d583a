package dev.pgexport.aws.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pgexport.api.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "app.abc123.eu-central-1.rds.amazonaws.com, eu-central-1",
        "app.cluster-ro-abc123.us-gov-west-1.rds.amazonaws.com, us-gov-west-1",
        "pool.proxy-abc123.ap-southeast-2.rds.amazonaws.com, ap-southeast-2",
        "app.abc123.rds.cn-north-1.amazonaws.com.cn, cn-north-1",
        "app.abc123.us-iso-east-1.rds.c2s.ic.gov, us-iso-east-1",
        "app.abc123.eusc-de-east-1.rds.amazonaws.eu, eusc-de-east-1"
    })
    void aDatabasesNameTellsItsRegion(String host, String region) {
        assertThat(new Endpoint(new ServerAddress(host, 5432)).region()).contains(Region.of(region));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.example.org", "localhost", "10.0.0.7", "rds.example.org", "app.rds.internal", "::1"})
    void anotherNameTellsNone(String host) {
        assertThat(new Endpoint(new ServerAddress(host, 5432)).region()).isEmpty();
    }

    @Test
    void aHostWithoutAPortHasPostgresqlsOwn() {
        assertThat(Endpoint.parse("db.example.org")).hasToString("db.example.org:5432");
        assertThat(Endpoint.parse("db.example.org:6432")).hasToString("db.example.org:6432");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":5432", "postgresql://db", "a b", "db:0", "db:65536", "db:x"})
    void whatIsNoEndpointIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
    }
}
