package community.kith.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.Multibase;
import community.kith.base.crypto.Sha256;
import community.kith.base.name.Cid;
import community.kith.store.SpecPage;
import community.kith.store.seal.ContentKey;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    private final Cid manifest = Cid.ofRaw("a manifest".getBytes(StandardCharsets.US_ASCII));
    private final Link sealed = new Link(manifest, Optional.of(ContentKey.generate(new Random(1))));
    private final Link open = new Link(manifest, Optional.empty());

    @Test
    void whatIsWrittenIsRead() throws ProtocolException {
        for (Link link : new Link[] {sealed, open}) {
            assertThat(Link.parse(link.toString())).isEqualTo(link);
            assertThat(Link.parse("  " + link.toString().toUpperCase(Locale.ROOT) + "\n"))
                    .isEqualTo(link);
        }
    }

    @Test
    void everyWrongCharacterIsNoticed() {
        for (Link link : new Link[] {sealed, open}) {
            String text = link.toString();
            for (int at = 5; at < text.length(); at++) {
                for (int d = 0; d < DIGITS.length(); d++) {
                    char digit = DIGITS.charAt(d);
                    if (text.charAt(at) != digit) {
                        String typo = text.substring(0, at) + digit + text.substring(at + 1);
                        assertRefused(typo, "this link has a typo");
                    }
                }
            }
        }
    }

    @Test
    void swappedCharactersAreNoticed() {
        String text = sealed.toString();
        for (int at = 5; at + 1 < text.length(); at++) {
            if (text.charAt(at) != text.charAt(at + 1)) {
                String swapped = text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
                assertRefused(swapped, "this link has a typo");
            }
        }
    }

    @Test
    void eachMistakeIsNamed() {
        String text = sealed.toString();
        assertRefused("", "a link begins with kith:");
        assertRefused("https://example.org/", "a link begins with kith:");
        assertRefused("kith:", "cut short: 0 characters");
        assertRefused(
                text.substring(0, text.length() - 1), "cut short: 111 characters after kith: instead of 61 or 112");
        assertRefused(text + "a", "too long: 113 characters");
        assertRefused(
                text.substring(0, 20) + "1" + text.substring(21), "character 16 after kith: is none of a–z and 2–7");
        assertRefused("kith:" + "é".repeat(112), "character 1 after kith: is none of");
        assertRefused(forged(2, 1, 32), "of version 2");
        assertRefused(forged(1, 3, 32), "unknown flags 0x03");
        assertRefused(forged(1, 0, 32), "unknown flags 0x00");
        assertRefused(forged(1, 1, 0), "unknown flags 0x01");
    }

    @Test
    void randomTextIsRefusedAndNothingElseHappens() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "kith:" : "");
            for (int length = random.nextInt(130); length > 0; length--) {
                text.append(
                        random.nextInt(20) == 0 ? (char) random.nextInt(0x3000) : DIGITS.charAt(random.nextInt(32)));
            }
            assertThatThrownBy(() -> Link.parse(text.toString())).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void theShortFormKeepsTheSecret() {
        assertThat(sealed.abbreviated()).hasSize(14).isEqualTo(open.abbreviated());
    }

    /// The lines of docs/spec/link.md.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        SpecPage page = SpecPage.named("link.md");
        page.lists(open.toString());
        byte[] key = new byte[32];
        for (int i = 0; i < 32; i++) {
            key[i] = (byte) i;
        }
        assertThat(open.toString()).isEqualTo("kith:aeaolfrfvares7awjvqhaxvt7vuxlq3vziqtxakacn5ie2txpeeynki2cx2bq");
        assertThat(new Link(manifest, Optional.of(ContentKey.of(key))).toString())
                .isEqualTo(
                        "kith:aea6lfrfvares7awjvqhaxvt7vuxlq3vziqtxakacn5ie2txpeeynkiaaebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4yl4nga");
    }

    private String forged(int version, int flags, int keyBytes) {
        byte[] body = new byte[34 + keyBytes];
        body[0] = (byte) version;
        body[1] = (byte) flags;
        byte[] bytes = Arrays.copyOf(body, body.length + 4);
        System.arraycopy(Sha256.of(body), 0, bytes, body.length, 4);
        return "kith:" + Multibase.base32(bytes);
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> Link.parse(text))
                .as(text)
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(why);
    }
}
