package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/connecting.md says of a keyword is so. */
class KeywordsPageTest {
    private static final Path PAGE = Path.of("../docs/connecting.md");

    @ParameterizedTest
    @EnumSource
    void aKeywordHasOneRowAndDoesWhatThatSays(Keyword keyword) throws IOException {
        List<String> rows = rows(keyword);
        assertThat(rows).as("rows of " + keyword).hasSize(1);

        String says = rows.get(0).substring(rows.get(0).lastIndexOf(" | "));
        String odd = keyword + "=odd";
        if (says.contains("refused")) {
            assertThatThrownBy(() -> Parameters.resolve(odd, Map.of()))
                    .isInstanceOf(ExportException.class)
                    .hasMessageContaining("does not support the connection parameter " + keyword);
        } else if (says.contains("without effect")) {
            assertThatCode(() -> Parameters.resolve(odd, Map.of())).doesNotThrowAnyException();
        } else {
            assertThat(says).contains("work");
        }
    }

    private static List<String> rows(Keyword keyword) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## Every keyword");
        return page.substring(start, page.indexOf("\n## ", start))
                .lines()
                .filter(line -> line.startsWith("| `") && line.contains("`" + keyword + "`"))
                .toList();
    }
}
