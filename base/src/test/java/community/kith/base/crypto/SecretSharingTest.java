package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecretSharingTest {
    private static final byte[] SECRET =
            HexFormat.of().formatHex(new byte[16]).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void anyThreeOfFiveGiveTheSecretBack() {
        List<byte[]> parts = SecretSharing.split(SECRET, 3, 5, new Random(1));
        for (int who = 0; who < 1 << 5; who++) {
            if (Integer.bitCount(who) >= 3) {
                assertThat(SecretSharing.combine(some(parts, who))).isEqualTo(SECRET);
            }
        }
    }

    @Test
    void fewerOrFalsePartsGiveSomethingElse() {
        List<byte[]> parts = new ArrayList<>(SecretSharing.split(SECRET, 3, 5, new Random(2)));
        assertThat(SecretSharing.combine(some(parts, 0b00011))).isNotEqualTo(SECRET);
        parts.get(0)[7] ^= 1;
        assertThat(SecretSharing.combine(some(parts, 0b00111))).isNotEqualTo(SECRET);
    }

    /// An evaluation of ours, bit by bit as in FIPS 197, section 4.2, that shares nothing with the library.
    @Test
    void partsLieOnPolynomialsOverAesField() {
        List<byte[]> parts = SecretSharing.split(SECRET, 4, 9, new Random(3));
        for (int at = 0; at < SECRET.length; at++) {
            for (int x = 0; x <= 9; x++) {
                int value = 0;
                for (int i = 1; i <= 4; i++) {
                    int weight = 1;
                    for (int j = 1; j <= 4; j++) {
                        if (j != i) {
                            weight = times(times(weight, x ^ j), inverse(i ^ j));
                        }
                    }
                    value ^= times(weight, parts.get(i - 1)[at] & 0xff);
                }
                assertThat(value).isEqualTo((x == 0 ? SECRET[at] : parts.get(x - 1)[at]) & 0xff);
            }
        }
    }

    /// With one part of two known, every value of the secret is still possible, and by the same number of ways: the
    /// other coefficient is uniform, zero included.
    @Test
    void coefficientsAreUniform() {
        BitSet seen = new BitSet();
        int[] counts = new int[256];
        byte[] secret = new byte[4096];
        for (byte[] part :
                List.of(SecretSharing.split(secret, 2, 2, new Random(4)).getFirst())) {
            for (byte each : part) {
                seen.set(each & 0xff);
                counts[each & 0xff]++;
            }
        }
        assertThat(seen.cardinality()).isEqualTo(256);
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (count - 16.0) * (count - 16.0) / 16.0;
        }
        assertThat(chiSquared).as("255 degrees of freedom").isBetween(180.0, 340.0);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> SecretSharing.split(SECRET, 1, 3, new Random()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretSharing.split(SECRET, 4, 3, new Random()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretSharing.split(SECRET, 2, 16, new Random()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SecretSharing.combine(new TreeMap<>())).isInstanceOf(IllegalArgumentException.class);
    }

    private static SortedMap<Integer, byte[]> some(List<byte[]> parts, int who) {
        SortedMap<Integer, byte[]> some = new TreeMap<>();
        for (int part = 0; part < parts.size(); part++) {
            if ((who >> part & 1) == 1) {
                some.put(part + 1, parts.get(part));
            }
        }
        return some;
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product = product << 1 ^ ((product & 0x80) == 0 ? 0 : 0x11b);
            product ^= (b >> bit & 1) == 1 ? a : 0;
        }
        return product;
    }

    private static int inverse(int a) {
        int power = 1;
        for (int i = 0; i < 254; i++) {
            power = times(power, a);
        }
        return power;
    }
}
