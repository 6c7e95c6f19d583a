package dev.pgexport.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.cli.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference.md");

    @Test
    void thePageSaysWhatTheProgramDeclares() throws IOException {
        String declared = ReferencePage.of(new KnownSettings(Plugins.load(Optional.empty())));

        if (Boolean.getBoolean("pgexport.updateReference")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, declared);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/reference.md; run the test with -Dpgexport.updateReference=true to write it anew")
                .isEqualTo(declared);
    }
}
