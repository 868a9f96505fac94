package community.kith.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    private static final byte[] BLOB = "hello, neighbour".getBytes(StandardCharsets.UTF_8);
    /// From docs/spec/shard-exchange.md.
    private static final String VECTOR = "58758170e5d36fe61511316de281087072f0e3de12bc75b2d668fe4c7a9809f1";

    private static byte[] nonce(int bytes) {
        byte[] nonce = new byte[bytes];
        Arrays.fill(nonce, (byte) 7);
        return nonce;
    }

    @Test
    void isAnsweredAsTheSpecificationSays() {
        Challenge challenge = new Challenge(7, 9, nonce(16));

        byte[] answer = challenge.answer(Cid.ofRaw(BLOB), BLOB, 7, 9);

        assertThat(HexFormat.of().formatHex(answer)).isEqualTo(VECTOR);
    }

    @Test
    void isAnsweredAlikeFromAStream() throws IOException {
        Challenge challenge = new Challenge(7, 9, nonce(16));

        byte[] answer = challenge.answer(Cid.ofRaw(BLOB), new ByteArrayInputStream(BLOB, 7, 9));

        assertThat(answer).isEqualTo(challenge.answer(Cid.ofRaw(BLOB), BLOB, 7, 9));
    }

    @Test
    void takesNoMoreThanItAsksFor() throws IOException {
        Challenge challenge = new Challenge(0, 5, nonce(32));

        assertThat(challenge.answer(Cid.ofRaw(BLOB), new ByteArrayInputStream(BLOB)))
                .isEqualTo(challenge.answer(Cid.ofRaw(BLOB), BLOB, 0, 5));
    }

    @Test
    void isAnsweredDifferentlyForEachNonceAndName() {
        byte[] answer = new Challenge(0, 16, nonce(16)).answer(Cid.ofRaw(BLOB), BLOB, 0, 16);

        assertThat(new Challenge(0, 16, nonce(17)).answer(Cid.ofRaw(BLOB), BLOB, 0, 16))
                .isNotEqualTo(answer);
        assertThat(new Challenge(0, 16, nonce(16)).answer(Cid.ofRaw(new byte[1]), BLOB, 0, 16))
                .isNotEqualTo(answer);
    }

    @Test
    void isOfABoundedSize() {
        for (int length : new int[] {0, Challenge.MAX_BYTES + 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Challenge(0, length, nonce(16)));
        }
        for (int bytes : new int[] {15, 33}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Challenge(0, 1, nonce(bytes)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Challenge(-1, 1, nonce(16)));
    }
}
