package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void hashesTheStandardsExampleWholeOrInParts() {
        byte[] expected = HexFormat.of().parseHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

        assertThat(Sha256.of("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(expected);
        assertThat(Sha256.of(new byte[] {'a'}, new byte[0], new byte[] {'b', 'c'}))
                .isEqualTo(expected);
        assertThat(Sha256.fresh().digest(new byte[] {'a', 'b', 'c'})).isEqualTo(expected);
    }
}
