package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Property;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IpldTest {
    @Test
    void holdsIntegersOf64BitsAndASign() {
        BigInteger limit = BigInteger.ONE.shiftLeft(64);

        assertThat(new Ipld.Int(limit.subtract(BigInteger.ONE)).value()).isEqualTo(limit.subtract(BigInteger.ONE));
        assertThat(new Ipld.Int(limit.negate()).value()).isEqualTo(limit.negate());
        assertThatThrownBy(() -> new Ipld.Int(limit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ipld.Int(limit.negate().subtract(BigInteger.ONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsOnlyTextThatUtf8Has() {
        assertThat(Ipld.of("😀")).isEqualTo(new Ipld.Text("😀"));
        assertThatThrownBy(() -> Ipld.of("\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ipld.of("\ude00\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ipld.fields().put("\ud83d", 1).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsNoFloatThatDagCborLacks() {
        assertThatThrownBy(() -> new Ipld.Float64(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ipld.Float64(Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsItsOwnCopyOfBytes() {
        byte[] bytes = {1, 2};
        Ipld value = Ipld.of(bytes);

        bytes[0] = 9;

        assertThat(value).isEqualTo(Ipld.of(new byte[] {1, 2}));
    }

    @Test
    void leavesOutFieldsThatAreAbsent() {
        Ipld.Fields fields = Ipld.fields()
                .putIfPresent("name", Optional.of("Ada"))
                .putIfPresent("age", Optional.empty())
                .putIfPresent("size", OptionalLong.of(3))
                .putIfPresent("none", OptionalLong.empty())
                .build();

        assertThat(fields)
                .isEqualTo(Ipld.fields().put("size", 3).put("name", "Ada").build());
    }

    @Test
    void takesEachFieldOnce() {
        assertThatThrownBy(() -> Ipld.fields().put("a", 1).put("a", 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordersKeysAsTheirBytesAre() {
        Property.forAll(
                random -> new String[] {letters(random.nextLong()), letters(random.nextLong())},
                pair -> assertThat(Integer.signum(Utf8.SHORTER_FIRST.compare(pair[0], pair[1])))
                        .isEqualTo(Integer.signum(compareBytes(pair[0], pair[1]))));
    }

    private static String letters(long bits) {
        StringBuilder text = new StringBuilder();
        for (long rest = bits & 0xfffff; rest != 0; rest >>>= 5) {
            text.appendCodePoint(new int[] {'a', 'b', 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff, 'c'}[(int) rest & 7]);
        }
        return text.toString();
    }

    private static int compareBytes(String a, String b) {
        byte[] first = a.getBytes(StandardCharsets.UTF_8);
        byte[] second = b.getBytes(StandardCharsets.UTF_8);
        return first.length != second.length ? first.length - second.length : Arrays.compareUnsigned(first, second);
    }
}
