package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import community.kith.base.name.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DagCborTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65536, 1a00010000",
        "4294967296, 1b0000000100000000",
        "-1, 20",
        "-257, 390100",
        "9223372036854775807, 1b7fffffffffffffff",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void writesNumbersInTheirShortestForm(long number, String hex) throws IOException {
        assertRoundTrip(Ipld.of(number), hex);
    }

    @Test
    void sortsKeysByLengthAndThenByBytes() throws IOException {
        Ipld map = Ipld.fields()
                .put("bb", 4)
                .put("é", 3)
                .put("a", 1)
                .put("", 0)
                .put("b", 2)
                .build();

        assertRoundTrip(map, "a5" + "6000" + "616101" + "616202" + "62626204" + "62c3a903");
    }

    @Test
    void writesEveryOtherKindOfValue() throws IOException {
        assertRoundTrip(new Ipld.Null(), "f6");
        assertRoundTrip(Ipld.of(true), "f5");
        assertRoundTrip(Ipld.of(false), "f4");
        assertRoundTrip(new Ipld.Float64(0.5), "fb3fe0000000000000");
        assertRoundTrip(Ipld.of("水"), "63e6b0b4");
        assertRoundTrip(Ipld.of(new byte[] {(byte) 0xa1}), "41a1");
        assertRoundTrip(Ipld.list(List.of(Ipld.of(1), Ipld.list(List.of()))), "820180");
        assertRoundTrip(
                Ipld.of(Cid.ofRaw(new byte[0])),
                "d82a5825000155122" + "0e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing at all",
        "0000, bytes after the end",
        "1817, 23 in two bytes",
        "1900ff, 255 in three bytes",
        "1a0000ffff, 65535 in five bytes",
        "1b00000000ffffffff, 2^32-1 in nine bytes",
        "1c, a reserved head",
        "1f, a reserved head",
        "18, a number cut off",
        "5801, bytes cut off",
        "9b7fffffffffffffff, a list longer than memory",
        "bbffffffffffffffff, a map longer than memory",
        "5b7fffffffffffffff, bytes longer than memory",
        "8201, a list cut off",
        "a16161, a map cut off",
        "5f4101ff, bytes of indefinite length",
        "7f6161ff, text of indefinite length",
        "9f01ff, a list of indefinite length",
        "bf616101ff, a map of indefinite length",
        "a10101, a key that is not text",
        "a2616201616102, keys out of order",
        "a262616101616202, a longer key first",
        "a2616101616102, a key twice",
        "a17801610101, a key with a longer length than needed",
        "61ff, text that is not UTF-8",
        "63eda080, text with a surrogate",
        "62c080, text with an overlong zero",
        "f7, undefined",
        "e0, a simple value",
        "f818, a simple value in two bytes",
        "f93800, a float of 16 bits",
        "fa3f000000, a float of 32 bits",
        "fb7ff8000000000000, not a number",
        "fb7ff0000000000000, infinity",
        "fbfff0000000000000, minus infinity",
        "ff, a break on its own",
        "c11a514b67b0, another tag",
        "c249010000000000000000, a big number",
        "d82a00, tag 42 on a number",
        "d82a40, tag 42 on no bytes",
        "d82a450155000141, a CID without its zero byte",
        "d82a4600015500014141, a CID with bytes after it",
        "d82a4400015512, a CID cut off",
        "d9002a450001550000, the tag in a longer form"
    })
    void refuses(String hex, String what) {
        assertThatThrownBy(() -> DagCbor.decode(HexFormat.of().parseHex(hex)))
                .as(what)
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void nestsNoDeeperThanItsLimit() throws IOException {
        byte[] deepest = nested(DagCbor.MAX_DEPTH);

        assertThat(DagCbor.encode(DagCbor.decode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> DagCbor.decode(nested(DagCbor.MAX_DEPTH + 1))).isInstanceOf(ProtocolException.class);
        Ipld tooDeep = Ipld.list(List.of(DagCbor.decode(deepest)));
        assertThatThrownBy(() -> DagCbor.encode(tooDeep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyValueComesBack() {
        Property.forAll(2_000, RandomIpld::value, value -> {
            byte[] bytes = DagCbor.encode(value);
            assertThat(DagCbor.decode(bytes)).isEqualTo(value);
            assertThat(DagCbor.encode(DagCbor.decode(bytes))).isEqualTo(bytes);
        });
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytesAndWritesBackExactlyWhatItTook() {
        Random random = new Random(7);
        List<byte[]> samples = new ArrayList<>(List.of(nested(60)));
        for (int i = 0; i < 50; i++) {
            samples.add(DagCbor.encode(RandomIpld.value(random)));
        }

        Fuzz.bytes(samples, bytes -> {
            Ipld value = DagCbor.decode(bytes);
            assertThat(DagCbor.encode(value)).isEqualTo(bytes);
            return value;
        });
    }

    @Test
    void messagesFollowEachOtherOnOneStream() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Ipld first = Ipld.of("x".repeat(200));
        Ipld second = Ipld.of(7);
        DagCbor.write(out, first);
        DagCbor.write(out, second);

        InputStream in = new ByteArrayInputStream(out.toByteArray());

        assertThat(DagCbor.read(in, 1000)).isEqualTo(first);
        assertThat(DagCbor.read(in, 1)).isEqualTo(second);
        assertThatThrownBy(() -> DagCbor.read(in, 1000)).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesALongMessageBeforeReadingIt() {
        byte[] fourGiB = Varint.encode(4L << 30);
        InputStream in = new ByteArrayInputStream(fourGiB);

        assertThatThrownBy(() -> DagCbor.read(in, 1 << 20)).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void allocatesOnlyForTheBytesThatReallyCome() {
        byte[] announced = Arrays.copyOf(Varint.encode(900 << 20), 100);

        Fuzz.bytes(List.of(announced), bytes -> DagCbor.read(new ByteArrayInputStream(bytes), 1 << 30));
    }

    @Test
    void makesNoRoomForItemsThatOnlyAListSpeaksOf() throws IOException {
        byte[] lists = new byte[1 << 20];
        for (int i = 0; i < DagCbor.MAX_DEPTH; i++) {
            byte[] listOfAllThatIsLeft = {(byte) 0x9a, 0, 0x0f, (byte) 0xf0, 0};
            System.arraycopy(listOfAllThatIsLeft, 0, lists, 5 * i, 5);
        }
        Arrays.fill(lists, 5 * DagCbor.MAX_DEPTH, lists.length, (byte) 0x80);

        assertThat(Fuzz.allocatedBy(lists, DagCbor::decode)).isLessThan(64 << 20);
    }

    private static byte[] nested(int depth) {
        byte[] bytes = new byte[depth];
        Arrays.fill(bytes, (byte) 0x81);
        bytes[depth - 1] = (byte) 0x80;
        return bytes;
    }

    private static void assertRoundTrip(Ipld value, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(DagCbor.encode(value)).isEqualTo(bytes);
        assertThat(DagCbor.decode(bytes)).isEqualTo(value);
    }
}
