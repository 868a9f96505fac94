package community.kith.base.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcdsaSignatureTest {
    @Test
    void readsTwoNumbers() {
        assertThat(EcdsaSignature.parse(HexFormat.of().parseHex("300702010102020080")))
                .contains(new EcdsaSignature(BigInteger.ONE, BigInteger.valueOf(128)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "30, a sequence cut off",
        "3000, an empty sequence",
        "3003020101, one number",
        "300602010102010200, bytes after the end",
        "30070201010202000100, a wrong length",
        "3007020200010202000100, bytes after the end",
        "30070202000102010200, a number longer than it needs to be",
        "3006020101020100, zero",
        "3006020101020180, a negative number",
        "30060201010201, a number cut off",
        "300602010102ff01, a long length",
        "3006120101020102, something other than an integer",
        "308106020101020102, a length in a longer form"
    })
    void refuses(String hex, String what) {
        assertThat(EcdsaSignature.parse(HexFormat.of().parseHex(hex))).as(what).isEmpty();
    }
}
