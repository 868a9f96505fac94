package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StretchingTest {
    private static final byte[] SALT = "sixteen bytes of".getBytes(StandardCharsets.US_ASCII);

    /// From `argon2 "sixteen bytes of" -id -t 2 -k 65536 -p 1 -l 32 -v 13` of the reference implementation.
    @Test
    void isArgon2id() {
        assertThat(HexFormat.of().formatHex(new Stretching(65536, 2, 1).key("password".toCharArray(), SALT)))
                .isEqualTo("77ab3a99d0d90914e9570b50cef96fe9d8485a0f4bc6ab4a9cbdfb24dc001a73");
    }

    @Test
    void accentsMayBeWrittenInEitherWay() {
        Stretching quick = new Stretching(64, 1, 1);

        assertThat(quick.key("caf\u00e9".toCharArray(), SALT)).isEqualTo(quick.key("cafe\u0301".toCharArray(), SALT));
        assertThat(quick.key("cafe".toCharArray(), SALT)).isNotEqualTo(quick.key("caf\u00e9".toCharArray(), SALT));
    }

    @Test
    void takesNoMoreThanIsReasonable() {
        assertThatThrownBy(() -> new Stretching(1 << 20, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stretching(64, 1000, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Stretching(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsSealedOpensWithTheSameKeyAndContextOnly() {
        byte[] key = new byte[32];
        byte[] context = {1};
        byte[] opened = Sealing.seal(key, context, SALT, new Random(1));

        assertThat(Sealing.open(key, context, opened)).hasValue(SALT);
        assertThat(Sealing.open(key, new byte[] {2}, opened)).isEmpty();
        assertThat(Sealing.open(key, context, new byte[3])).isEmpty();
        opened[14] ^= 1;
        assertThat(Sealing.open(key, context, opened)).isEmpty();
    }
}
