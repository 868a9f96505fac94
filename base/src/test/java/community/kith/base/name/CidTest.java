package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.bytes.Multibase;
import community.kith.base.check.Fuzz;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
    private static final String RAW = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    private static final String V0 = "QmRgutAxd8t7oGkSm4wmeuByG6M51wcTso6cubDdQtuEfL";

    @Test
    void namesBytesAsEverybodyDoes() {
        Cid cid = Cid.ofRaw("hello world".getBytes(StandardCharsets.US_ASCII));

        assertThat(cid).hasToString(RAW);
        assertThat(cid.codec()).isEqualTo(Cid.RAW);
        assertThat(cid).isEqualTo(Cid.raw(cid.digest())).isEqualTo(Cid.of(Cid.RAW, cid.hash()));
        assertThat(HexFormat.of().formatHex(cid.bytes()))
                .isEqualTo("01551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    }

    @Test
    void namesAnEncodedValue() {
        assertThat(Cid.dagCbor(DagCbor.encode(new Ipld.Null())))
                .hasToString("bafyreifqwkmiw256ojf2zws6tzjeonw6bpd5vza4i22ccpcq4hjv2ts7cm");
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryMultibase(Multibase.Base base) throws IOException {
        Cid cid = Cid.parse(RAW);

        assertThat(Cid.parse(Multibase.encode(base, cid.bytes()))).isEqualTo(cid);
    }

    @Test
    void keepsTheOldVersionAsItIs() throws IOException {
        Cid cid = Cid.parse(V0);

        assertThat(cid.codec()).isEqualTo(Cid.DAG_PB);
        assertThat(cid.bytes()).hasSize(34);
        assertThat(Cid.fromBytes(cid.bytes())).isEqualTo(cid).hasToString(V0);
        assertThat(Cid.of(Cid.DAG_PB, cid.hash())).isNotEqualTo(cid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b",
                "Qm",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5", // a character short
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5eaa", // longer
                "QmRgutAxd8t7oGkSm4wmeuByG6M51wcTso6cubDdQtuEf", // a character short
                "zQmRgutAxd8t7oGkSm4wmeuByG6M51wcTso6cubDdQtuEfL", // an old one in multibase
                "bajkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", // another version
                "hello world"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesEndlessText() {
        assertThatThrownBy(() -> Cid.parse("b" + "a".repeat(1 << 20))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void isOrderedByItsBytes() throws IOException {
        Cid old = Cid.parse(V0);
        Cid raw = Cid.parse(RAW);

        assertThat(raw).isLessThan(old);
        assertThat(raw.compareTo(Cid.parse(RAW))).isZero();
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytesAndAnyText() throws IOException {
        Cid raw = Cid.parse(RAW);
        Cid old = Cid.parse(V0);

        Fuzz.bytes(List.of(raw.bytes(), old.bytes()), bytes -> {
            Cid cid = Cid.fromBytes(bytes);
            assertThat(cid.bytes()).isEqualTo(bytes);
            assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
            return cid;
        });
        Fuzz.text(List.of(RAW, V0, Multibase.encode(Multibase.Base.BASE58_BTC, raw.bytes())), Cid::parse);
    }
}
