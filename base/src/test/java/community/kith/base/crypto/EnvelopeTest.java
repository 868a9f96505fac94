package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] PURPOSE = "test".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(1);
    private final SigningKey ada = SigningKey.generate(random);

    @Test
    void isWhatRfc9180Says() {
        // Appendix A.2.1, first encryption.
        byte[] envelope = Envelope.close(
                HEX.parseHex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"),
                HEX.parseHex("4f6465206f6e2061204772656369616e2055726e"),
                HEX.parseHex("436f756e742d30"),
                HEX.parseHex("4265617574792069732074727574682c20747275746820626561757479"),
                HEX.parseHex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"));

        assertThat(HEX.formatHex(envelope))
                .isEqualTo("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
                        + "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");
    }

    @Test
    void theTwoHalvesOfAKeyFitAfterwardsToo() {
        for (int i = 0; i < 50; i++) {
            SigningKey key = SigningKey.generate(random);
            byte[] expected = new byte[X25519.POINT_SIZE];
            X25519.scalarMultBase(Montgomery.of(key), 0, expected, 0);

            assertThat(Montgomery.of(key.verifyingKey())).isEqualTo(expected);
        }
    }

    @Test
    void onlyItsOwnerOpensItAndOnlyForItsPurpose() {
        byte[] content = new byte[100];
        random.nextBytes(content);
        byte[] envelope = Envelope.close(ada.verifyingKey(), PURPOSE, content, random);

        assertThat(envelope).hasSize(content.length + Envelope.OVERHEAD_BYTES);
        assertThat(Envelope.open(ada, PURPOSE, envelope)).contains(content);
        assertThat(Envelope.open(SigningKey.generate(random), PURPOSE, envelope))
                .isEmpty();
        assertThat(Envelope.open(ada, new byte[1], envelope)).isEmpty();
    }

    @Test
    void whatWasChangedOrCutDoesNotOpen() {
        byte[] envelope = Envelope.close(ada.verifyingKey(), PURPOSE, new byte[5], random);
        for (int at = 0; at < envelope.length; at++) {
            byte[] changed = envelope.clone();
            changed[at] ^= 1;

            assertThat(Envelope.open(ada, PURPOSE, changed)).isEmpty();
            assertThat(Envelope.open(ada, PURPOSE, Arrays.copyOf(envelope, at))).isEmpty();
        }
        byte[] small = envelope.clone();
        Arrays.fill(small, 0, X25519.POINT_SIZE, (byte) 0);
        assertThat(Envelope.open(ada, PURPOSE, small)).isEmpty();
    }

    @Test
    void nothingIsClosedForAKeyThatNobodyHas() {
        byte[] identity = new byte[32];
        identity[0] = 1;

        assertThatThrownBy(() -> Envelope.close(VerifyingKey.ed25519(identity), PURPOSE, new byte[1], random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
