package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignedTest {
    @Test
    void putsTheDomainBeforeThePayload() {
        assertThat(Signed.message("bond/1", new byte[] {7, 0}))
                .isEqualTo("kith:bond/1\0\7\0".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void takesNoDomainThatCouldRunIntoThePayload() {
        assertThatThrownBy(() -> Signed.message("bond\0", new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signed.message("", new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signed.message("bönd", new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
