package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "255, ff01",
        "300, ac02",
        "16384, 808001",
        "4294967295, ffffffff0f",
        "9223372036854775807, ffffffffffffffff7f"
    })
    void readsAndWritesTheSpecificationsExamples(long value, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(Varint.encode(value)).isEqualTo(bytes);
        assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(value);
        assertThat(Varint.read(new ByteArrayInputStream(bytes))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000", // zero in two bytes
                "ff00", // 127 in two bytes
                "81808000", // one in four bytes
                "80808080808080808001", // 2⁶³, in ten bytes
                "ffffffffffffffffff01", // 2⁶⁴-1
                "8080808080808080808080808001"
            })
    void refusesWhatIsLongerThanNeededOrAllowed(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(bytes))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Varint.read(new ByteArrayInputStream(bytes))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "ffff"})
    void saysWhenTheBytesEndTooEarly(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(bytes))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Varint.read(new ByteArrayInputStream(bytes))).isInstanceOf(EOFException.class);
    }

    @Test
    void leavesWhatComesAfterwards() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {(byte) 0xac, 2, 7});

        assertThat(Varint.read(buffer)).isEqualTo(300);
        assertThat(buffer.get()).isEqualTo((byte) 7);
    }

    @Test
    void putsTheNumberWhereItIsTold() {
        byte[] to = new byte[4];

        assertThat(Varint.put(to, 1, 300)).isEqualTo(3);
        assertThat(to).containsExactly(0, 0xac, 2, 0);
    }

    @Test
    void hasNoFormForNegativeNumbers() {
        assertThatThrownBy(() -> Varint.encode(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyNumberComesBack() {
        Property.forAll(random -> random.nextLong() >>> (1 + random.nextInt(63)), value -> {
            byte[] bytes = Varint.encode(value);
            assertThat(bytes).hasSize(Varint.sizeOf(value));
            assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(value);
        });
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytes() {
        List<byte[]> samples = List.of(Varint.encode(300), Varint.encode(Long.MAX_VALUE));

        Fuzz.bytes(samples, bytes -> Varint.read(ByteBuffer.wrap(bytes)));
        Fuzz.bytes(samples, bytes -> Varint.read(new ByteArrayInputStream(bytes)));
    }
}
