package community.kith.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {
    /// From the vectors of BIP-39.
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f, legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal will",
        "0000000000000000000000000000000000000000000000000000000000000000, abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f, legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title",
        "8080808080808080808080808080808080808080808080808080808080808080, letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
        "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f, void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold"
    })
    void saysTheWordsThatTheStandardSays(String entropy, String words) {
        assertThat(String.join(" ", Phrase.of(HexFormat.of().parseHex(entropy))))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "8080808080808080808080808080808080808080808080808080808080808080, letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
        "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f, VOID come effort suffer  camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold"
    })
    void readsThemBack(String entropy, String words) {
        assertThat(Phrase.parse(words)).isEqualTo(HexFormat.of().parseHex(entropy));
    }

    @Test
    void saysWhatIsWrongWithWords() {
        String right = "abandon ".repeat(11);
        assertThatThrownBy(() -> Phrase.parse(right + "abandon")).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> Phrase.parse(right + "kith")).hasMessageContaining("“kith”");
        assertThatThrownBy(() -> Phrase.parse(right)).hasMessageContaining("not 11");
    }

    /// The vectors of `docs/spec/recovery.md`.
    @Test
    void saysSixWordsOfAHash() throws java.net.ProtocolException {
        byte[] digest = community.kith.base.name.Cid.parse(
                        "bafyreidh5alz3nhdk24xda6fgos7jeoi7rxpt77uor3r62z32u3z3wr22m")
                .digest();
        assertThat(Phrase.spoken(digest)).containsExactly("gun", "doll", "trash", "hawk", "cube", "frequent");
        assertThat(Phrase.sameWords(" Gun, Doll, Trash, Hawk, Cube, Frequent\n", Phrase.spoken(digest)))
                .isTrue();
        assertThat(Phrase.sameWords("frequent cube hawk trash doll gun", Phrase.spoken(digest)))
                .isFalse();
    }

    @Test
    void refusesSecretsOfOtherSizes() {
        assertThatThrownBy(() -> Phrase.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Phrase.of(new byte[36])).isInstanceOf(IllegalArgumentException.class);
    }
}
