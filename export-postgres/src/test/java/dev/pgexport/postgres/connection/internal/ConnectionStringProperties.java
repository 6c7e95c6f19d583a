package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnectionStringProperties {
    @Property(tries = 500)
    void whatIsWrittenAsKeywordsIsReadBack(@ForAll("parameters") Map<Keyword, String> parameters) {
        String text = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "='"
                        + entry.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(" "));

        assertThat(ConnectionString.parse(text)).isEqualTo(parameters);
    }

    @Property(tries = 500)
    void whatIsWrittenAsAQueryIsReadBack(@ForAll("parameters") Map<Keyword, String> parameters) {
        String text = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&", "postgresql://?", ""));

        assertThat(ConnectionString.parse(text)).isEqualTo(parameters);
    }

    @Property(tries = 500)
    void anyUserAndPasswordCanStandInAUri(@ForAll("words") String user, @ForAll("words") String password) {
        Map<Keyword, String> parsed =
                ConnectionString.parse("postgresql://" + encoded(user) + ":" + encoded(password) + "@host/app");

        assertThat(parsed)
                .containsEntry(Keyword.USER, user)
                .containsEntry(Keyword.PASSWORD, password)
                .containsEntry(Keyword.HOST, "host")
                .containsEntry(Keyword.DBNAME, "app");
    }

    @Provide
    Arbitrary<Map<Keyword, String>> parameters() {
        return Arbitraries.maps(Arbitraries.of(Keyword.values()), words())
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('ä', '中', '\'', '\\', '@', '/', '%', '\t')
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
