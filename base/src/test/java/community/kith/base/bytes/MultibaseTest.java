package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultibaseTest {
    private static final byte[] LEADING_ZERO = "\0yes mani !".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "BASE10, 90573277761329450583662625",
        "BASE16, f00796573206d616e692021",
        "BASE32, bab4wk4zanvqw42jaee",
        "BASE32_PAD, cab4wk4zanvqw42jaee======",
        "BASE36, k02lcpzo5yikidynfl",
        "BASE58_BTC, z17paNL19xttacUY",
        "BASE64_PAD, MAHllcyBtYW5pICE=",
        "BASE256_EMOJI, 🚀🚀🏃✋🌈😅🌷🤤😻🌟😅👏"
    })
    void writesAndReadsPublishedForms(Multibase.Base base, String text) throws IOException {
        assertThat(Multibase.encode(base, LEADING_ZERO)).isEqualTo(text);
        assertThat(Multibase.decode(text)).isEqualTo(LEADING_ZERO);
    }

    @Test
    void readsEitherCaseWhereCaseCarriesNothing() throws IOException {
        byte[] expected = "hello world".getBytes(StandardCharsets.UTF_8);

        assertThat(Multibase.decode("Bnbswy3dpeB3W64TMMQ")).isEqualTo(expected);
        assertThat(Multibase.decode("f68656c6c6f20776F726C64")).isEqualTo(expected);
        assertThat(Multibase.fromBase32("NBSWY3DPEB3W64TMMQ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no base
                "!AA", // no such base
                "\u0000abc", // the identity is not text
                "f0", // half a byte
                "fzz", // not hexadecimal
                "ba", // five bits, no byte
                "bab", // the last character carries a set bit that belongs to no byte
                "baaa", // a character more than two bytes need
                "cme", // padding missing
                "cme=====", // padding short
                "cme======a", // data after padding
                "c========", // nothing but padding
                "mme=", // padding where there is none
                "z0OIl", // letters that base58 leaves out
                "z1Ā", // beyond ASCII
                "🚀a"
            })
    void refusesWhatNoEncoderGives(String text) {
        assertThatThrownBy(() -> Multibase.decode(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesToTurnLongTextIntoOneNumber() {
        assertThatThrownBy(() -> Multibase.decode("z" + "z".repeat(100_000))).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> Multibase.base58btc(new byte[1025])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTheLongestNumberItReads() throws IOException {
        byte[] longest = new byte[1024];
        longest[0] = -1;

        assertThat(Multibase.fromBase58btc(Multibase.base58btc(longest))).isEqualTo(longest);
        assertThat(Multibase.fromBase58btc(Multibase.base58btc(new byte[1024]))).isEqualTo(new byte[1024]);
    }

    @ParameterizedTest
    @EnumSource
    void everyBaseGivesTheBytesBack(Multibase.Base base) {
        Property.forAll(
                200,
                random -> {
                    byte[] bytes = new byte[random.nextInt(80)];
                    random.nextBytes(bytes);
                    Arrays.fill(bytes, 0, random.nextInt(bytes.length + 1), (byte) 0);
                    return bytes;
                },
                bytes -> assertThat(Multibase.decode(Multibase.encode(base, bytes)))
                        .isEqualTo(bytes));
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void everyBaseSurvivesAnyTextAndHasOneFormPerValue(Multibase.Base base) {
        String sample = Multibase.encode(base, LEADING_ZERO);
        Fuzz.text(List.of(sample), text -> {
            byte[] bytes = Multibase.decode(text);
            if (text.startsWith(sample.substring(0, 1))) {
                assertThat(Multibase.encode(base, bytes)).isEqualToIgnoringCase(text);
            }
            return bytes;
        });
    }
}
