package dev.pgexport.engine.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportId;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportAddressTest {
    @ParameterizedTest
    @CsvSource({
        "s3://bucket/prefix/nightly, s3://bucket/prefix/, nightly",
        "s3://bucket/prefix/nightly/, s3://bucket/prefix/, nightly",
        "s3://bucket/nightly/manifest.json, s3://bucket/, nightly",
        "file:///exports/a%20b/nightly, file:///exports/a%20b/, nightly"
    })
    void aFolderIsALocationAndAnId(URI folder, URI location, String id) {
        assertThat(ExportAddress.of(folder)).contains(new ExportAddress(location, new ExportId(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/", "s3://bucket", "file:///", "file:///exports/a%20b"})
    void anythingElseIsNoExport(URI folder) {
        assertThat(ExportAddress.of(folder)).isEmpty();
    }
}
