package community.kith.store.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.store.SpecPage;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealTest {
    private final ContentKey key = ContentKey.generate(new Random(1));
    private final byte[] plain = bytes(2, 70_000);

    @Test
    void whatWasSealedOpens() throws ProtocolException {
        for (int length : new int[] {0, 1, 15, 16, 17, 1000, Frame.PLAIN_BYTES - 1, Frame.PLAIN_BYTES}) {
            Frame frame = new Frame(length, true);
            byte[] sealed = seal(frame, Arrays.copyOf(plain, length));
            assertThat(sealed).hasSize((int) Math.max(Frame.TAG_BYTES, Frame.sealedBytes(length)));
            assertThat(open(key, frame, sealed)).isEqualTo(Arrays.copyOf(plain, length));
        }
    }

    @Test
    void anyFlippedBitIsNoticedAndNothingIsHandedOut() {
        Frame frame = new Frame(3, false);
        byte[] sealed = seal(frame, Arrays.copyOf(plain, 100));

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] damaged = sealed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] out = new byte[100];
            assertThatThrownBy(() -> new Unsealer(key).open(frame, damaged, 0, damaged.length, out, 0))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("frame 3 does not open");
            assertThat(out).containsOnly(0);
        }
    }

    @Test
    void anyTruncationIsNoticed() {
        Frame frame = new Frame(0, true);
        byte[] sealed = seal(frame, Arrays.copyOf(plain, 64));

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> open(key, frame, cut))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("cut");
        }
    }

    @Test
    void aFrameOpensOnlyInItsOwnPlace() {
        byte[] sealed = seal(new Frame(7, false), plain);

        for (Frame elsewhere : new Frame[] {
            new Frame(8, false), // reordered
            new Frame(7, true) // the segment was cut after it
        }) {
            assertThatThrownBy(() -> open(key, elsewhere, sealed)).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void theWrongKeyOpensNothing() {
        Frame frame = new Frame(0, true);
        byte[] sealed = seal(frame, plain);

        assertThatThrownBy(() -> open(ContentKey.generate(new Random(99)), frame, sealed))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("the key is wrong");
    }

    @Test
    void aCipherThatRefusedOnceStillWorks() throws ProtocolException {
        Frame frame = new Frame(0, true);
        byte[] sealed = seal(frame, plain);
        byte[] damaged = sealed.clone();
        damaged[5]++;
        Unsealer unsealer = new Unsealer(key);
        byte[] out = new byte[plain.length];

        assertThatThrownBy(() -> unsealer.open(frame, damaged, 0, damaged.length, out, 0))
                .isInstanceOf(ProtocolException.class);
        assertThat(unsealer.open(frame, sealed, 0, sealed.length, out, 0)).isEqualTo(Frame.PLAIN_BYTES);
    }

    @Test
    void overlongFramesAreRefused() {
        assertThatThrownBy(() -> open(key, new Frame(0, true), new byte[Frame.SEALED_BYTES + 1]))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("too long");
        assertThatThrownBy(() ->
                        new Sealer(key).seal(new Frame(0, true), new byte[70_000], 0, 65_537, new byte[70_000], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysAreValuesThatDoNotPrintThemselves() {
        assertThat(ContentKey.of(key.bytes())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key).isNotEqualTo(ContentKey.generate(new Random(3)));
        assertThat(key.toString()).doesNotContain(HexFormat.of().formatHex(key.bytes(), 0, 2));
        assertThatThrownBy(() -> ContentKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    /// The numbers of docs/spec/sealing.md.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        SpecPage page = SpecPage.named("sealing.md");
        byte[] keyBytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            keyBytes[i] = (byte) i;
        }
        Sealer sealer = new Sealer(ContentKey.of(keyBytes));
        byte[] text = "held without looking".getBytes(StandardCharsets.US_ASCII);

        page.lists("7db3d3986483596a6641244dccca55987ef6723305e7ada7402ab5e5f251347118118501");
        assertThat(vector(sealer, new Frame(0, true), text))
                .isEqualTo("7db3d3986483596a6641244dccca55987ef6723305e7ada7402ab5e5f251347118118501");
        page.lists("4c868168c100cdf8f5cb6a551f0ac487722c22e4d7805af6db5b7b07abe6dc8e90209ff8");
        assertThat(vector(sealer, new Frame(258, false), text))
                .isEqualTo("4c868168c100cdf8f5cb6a551f0ac487722c22e4d7805af6db5b7b07abe6dc8e90209ff8");
    }

    private static String vector(Sealer sealer, Frame frame, byte[] text) {
        byte[] out = new byte[text.length + Frame.TAG_BYTES];
        sealer.seal(frame, text, 0, text.length, out, 0);
        return HexFormat.of().formatHex(out);
    }

    private byte[] seal(Frame frame, byte[] text) {
        int length = Math.min(text.length, Frame.PLAIN_BYTES);
        byte[] out = new byte[length + Frame.TAG_BYTES];
        int sealed = new Sealer(key).seal(frame, text, 0, length, out, 0);
        assertThat(sealed).isEqualTo(out.length);
        return out;
    }

    private static byte[] open(ContentKey key, Frame frame, byte[] sealed) throws ProtocolException {
        byte[] out = new byte[sealed.length];
        int length = new Unsealer(key).open(frame, sealed, 0, sealed.length, out, 0);
        return Arrays.copyOf(out, length);
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
