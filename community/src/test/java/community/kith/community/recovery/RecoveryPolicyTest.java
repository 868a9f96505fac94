package community.kith.community.recovery;

import static community.kith.community.recovery.Guardians.ADA;
import static community.kith.community.recovery.Guardians.DAY;
import static community.kith.community.recovery.Guardians.NOON;
import static community.kith.community.recovery.Guardians.did;
import static community.kith.community.recovery.Guardians.seeded;
import static community.kith.community.recovery.Guardians.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecoveryPolicyTest {
    @Test
    void readsWhatItWrites() throws ProtocolException {
        RecoveryPolicy policy = split(3, 5, 1, 1).policy();
        RecoveryPolicy read = RecoveryPolicy.parse(policy.bytes());
        assertThat(read).isEqualTo(policy);
        assertThat(read.verify(NOON).isAllowed()).isTrue();
        assertThat(read.waiting()).isEqualTo(DAY);
        assertThat(read.passport().name()).isEqualTo("Ada");
    }

    @Test
    void theLargestFits() {
        assertThat(split(15, 15, 1L << 39, 1).policy().bytes().length).isLessThanOrEqualTo(RecoveryPolicy.MAX_BYTES);
    }

    /// Every bit matters: one that is changed makes it malformed or unsigned.
    @Test
    void refusesEveryChangedBit() {
        byte[] bytes = split(2, 3, 1, 1).policy().bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(believed(changed)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean believed(byte[] bytes) {
        try {
            return RecoveryPolicy.parse(bytes).verify(NOON).isAllowed();
        } catch (ProtocolException malformed) {
            return false;
        }
    }

    @Test
    void saysWhoseShareIsTrue() {
        Split split = split(3, 5, 1, 1);
        assertThat(split.policy().isShareOf(did(seeded(2)), split.shares().getFirst()))
                .isTrue();
        assertThat(split.policy().isShareOf(did(seeded(3)), split.shares().getFirst()))
                .isFalse();
        assertThat(split.policy()
                        .isShareOf(did(seeded(2)), split(3, 5, 2, 2).shares().getFirst()))
                .isFalse();
    }

    @Test
    void refusesWhatWouldBeNoRecovery() {
        assertThatThrownBy(() -> split(1, 3, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> split(4, 3, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(List.of(2, 2), DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(List.of(1, 2), DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(List.of(2, 3), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with(List.of(2, 3), Duration.ofDays(3))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Split with(List<Integer> guardians, Duration waiting) {
        return Split.of(
                ADA,
                "Ada",
                1,
                new RecoveryPolicy.Terms(2, waiting),
                guardians.stream().map(each -> did(seeded(each))).toList(),
                new Split.Occasion(NOON, new Random(1)));
    }
}
