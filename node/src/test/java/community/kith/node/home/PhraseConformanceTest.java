package community.kith.node.home;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.check.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The published vectors of BIP-39: entropy and words, both ways. Its seeds and extended keys are of a derivation that
/// Kith does not use, its other languages are not ours: the words are the secret itself, in English.
@Tag("conformance")
class PhraseConformanceTest {
    private static final Pattern PAIR = Pattern.compile("\\[\\s*\"([0-9a-f]+)\",\\s*\"([a-z ]+)\"");

    @Test
    void everyPhraseIsThatOfItsEntropy() throws IOException {
        String all = Files.readString(Vectors.folder("bip39").resolve("vectors.json"));
        String english = all.substring(all.indexOf("\"english\""), all.indexOf("\"chinese_simplified\""));
        List<MatchResult> pairs = PAIR.matcher(english).results().toList();
        assertThat(pairs).hasSize(24);
        for (MatchResult pair : pairs) {
            byte[] entropy = HexFormat.of().parseHex(pair.group(1));
            assertThat(String.join(" ", Phrase.of(entropy))).isEqualTo(pair.group(2));
            assertThat(Phrase.parse(pair.group(2))).isEqualTo(entropy);
        }
    }

    @Test
    void theWordsAreTheOfficialOnes() throws IOException {
        List<String> words = Files.readAllLines(Vectors.folder("bip39").resolve("english.txt"));
        assertThat(words).hasSize(2048);
        for (int i = 0; i < words.size(); i++) {
            byte[] digest = new byte[32];
            digest[0] = (byte) (i >> 3);
            digest[1] = (byte) (i << 5);
            assertThat(Phrase.spoken(digest).getFirst()).isEqualTo(words.get(i));
        }
    }
}
