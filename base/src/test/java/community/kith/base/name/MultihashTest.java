package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultihashTest {
    /// From the multihash specification: SHA-256 of `multihash`.
    private static final String PUBLISHED = "12209cbc07c3f991725836a3aa2a581ca2029198aa420b9d99bc0e131d9f3e2cbe47";

    @Test
    void givesThePublishedHash() throws ProtocolException {
        Multihash hash = Multihash.sha256("multihash".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(hash.bytes())).isEqualTo(PUBLISHED);
        assertThat(Multihash.read(ByteBuffer.wrap(hash.bytes())))
                .isEqualTo(hash)
                .hasSameHashCodeAs(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "1220", "12209cbc", "1203aabbcc", "00ffffffff07", "928000", "0004aabbcc"})
    void refusesHashesThatAreCutOffOrOfAWrongLength(String hex) {
        assertThatThrownBy(() -> Multihash.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex))))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void hasNoSha256OfAnotherLength() {
        assertThatThrownBy(() -> new Multihash(Multihash.SHA2_256, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] digest = new byte[32];
        Multihash hash = new Multihash(Multihash.SHA2_256, digest);

        digest[0] = 1;
        hash.digest()[1] = 1;

        assertThat(hash).isEqualTo(new Multihash(Multihash.SHA2_256, new byte[32]));
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytes() {
        Fuzz.bytes(
                List.of(HexFormat.of().parseHex(PUBLISHED), new byte[] {0, 2, 7, 8}),
                bytes -> Multihash.read(ByteBuffer.wrap(bytes)));
    }
}
