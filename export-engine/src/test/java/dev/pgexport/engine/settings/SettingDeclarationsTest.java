package dev.pgexport.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Selection;
import dev.pgexport.api.setting.DataSize;
import dev.pgexport.api.setting.Setting;
import dev.pgexport.engine.settings.SettingDeclaration.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingDeclarationsTest {
    record Copy(
            @Setting(key = "copy.part-size", description = "Size of a part", defaultValue = "256MiB", minimum = "1MiB")
            DataSize partSize) {}

    record Both(Copy copy, Selection selection) {}

    @Test
    void givesTheFlagAndTheVariableOfAKey() {
        SettingDeclaration declaration = SettingDeclarations.of(Copy.class).get(0);

        assertThat(declaration.key()).isEqualTo("copy.part-size");
        assertThat(declaration.flag()).isEqualTo("--copy-part-size");
        assertThat(declaration.variable()).isEqualTo("PGEXPORT_COPY_PART_SIZE");
        assertThat(declaration.placeholder()).isEqualTo("SIZE");
        assertThat(declaration.allowed()).isEqualTo("a size such as 256MiB, at least 1MiB");
        assertThat(declaration.defaultValue()).contains("256MiB");
    }

    @Test
    void takesOverTheSettingsOfNestedRecords() {
        assertThat(SettingDeclarations.of(Both.class))
                .extracting(SettingDeclaration::key)
                .startsWith("copy.part-size", "table", "exclude-table");
    }

    @Test
    void knowsListsAndShortFlags() {
        SettingDeclaration table = SettingDeclarations.of(Selection.class).get(0);

        assertThat(table.shape()).isEqualTo(Shape.LIST);
        assertThat(table.shortFlags()).containsExactly("-t");
        assertThat(table.placeholder()).isEqualTo("PATTERN");
    }

    @Test
    void refusesAComponentThatIsNoSetting() {
        record Plain(String text) {}

        assertThatThrownBy(() -> SettingDeclarations.of(Plain.class)).hasMessageContaining("Plain.text is neither");
    }

    @Test
    void refusesATypeThatIsNone() {
        record Odd(
                @Setting(key = "odd", description = "Odd") Optional<Thread> odd) {}
        record Numbers(
                @Setting(key = "numbers", description = "Numbers")
                List<Integer> numbers) {}

        assertThatThrownBy(() -> SettingDeclarations.of(Odd.class)).hasMessageContaining("not a type of settings");
        assertThatThrownBy(() -> SettingDeclarations.of(Numbers.class)).hasMessageContaining("not a type of settings");
    }

    @Test
    void refusesADefaultThatDoesNotFitItsType() {
        record Wrong(
                @Setting(key = "n", description = "N", defaultValue = "many")
                int n) {}

        assertThatThrownBy(() -> SettingDeclarations.of(Wrong.class)).hasMessageContaining("Wrong.n");
    }
}
