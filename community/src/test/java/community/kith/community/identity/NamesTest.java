package community.kith.community.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Ada Lovelace", "สมชาย ใจดี", "علی‌رضا", "👩‍👩‍👧 home", "x"})
    void takesNamesOfAnyLanguage(String name) {
        assertThat(Names.person(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " Ada", "Ada ", "Ada\nBen", "Ada\u0000", "Ada\u2028Ben", "adA\u202Eevil", "\uD83D"})
    void refusesWhatIsNotOneVisibleLine(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.person(name))
                .withMessageContaining("name must");
    }

    @Test
    void boundsCharactersAndBytes() {
        assertThat(Names.person("a".repeat(64))).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> Names.person("a".repeat(65)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.person("ก".repeat(27)))
                .withMessage("a person's name must have at most 64 characters and 80 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> Names.device("ก".repeat(22)));
    }
}
