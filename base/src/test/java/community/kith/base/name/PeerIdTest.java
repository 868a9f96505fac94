package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import community.kith.base.crypto.Libp2pKeys;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdTest {
    private static final String ED25519 = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    private static final String SHA256 = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
    private static final String AS_CID = "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe";

    /// The examples of libp2p's peer-ids specification; the last two are the same peer.
    @ParameterizedTest
    @CsvSource({ED25519 + "," + ED25519, SHA256 + "," + SHA256, AS_CID + "," + SHA256})
    void readsThePublishedForms(String text, String base58) throws IOException {
        PeerId id = PeerId.parse(text);

        assertThat(id).hasToString(base58);
        assertThat(PeerId.fromBytes(id.bytes())).isEqualTo(id).hasSameHashCodeAs(id);
        assertThat(PeerId.parse(id.toCid().toString())).isEqualTo(id);
    }

    @Test
    void isWrittenAsACidOfItsOwnKind() throws IOException {
        assertThat(PeerId.parse(SHA256).toCid()).hasToString(AS_CID);
    }

    @ParameterizedTest
    @EnumSource
    void holdsTheKeyWhenThatIsShort(VerifyingKey.Kind kind) throws IOException {
        VerifyingKey key = VerifyingKey.fromProtobuf(Libp2pKeys.publicMessage(kind));

        PeerId id = PeerId.of(key);

        boolean isShort = kind == VerifyingKey.Kind.ED25519 || kind == VerifyingKey.Kind.SECP256K1;
        assertThat(id.key().isPresent()).isEqualTo(isShort);
        assertThat(id.toString()).startsWith(isShort ? "1" : "Qm");
        assertThat(PeerId.parse(id.toString())).isEqualTo(id);
        assertThat(PeerId.parse(id.toString()).key()).isEqualTo(isShort ? Optional.of(key) : Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5S", // cut off
                "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5", // cut off
                "QmxoHT6iViN5xAjoz1VZ553cL31U9F94ht3QvWR1FrEbZY", // a SHA-256 that is too long
                "k2jmtxwoe2phm1hbqp0e7nufqf6umvuu2e9qd7ana7h411a0haqj6i2z", // a CID of content
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", // a CID of content
                "zQmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N", // multibase, but no CID
                "16Uiu2HAmTTS5tBXg" // a key cut off
            })
    void refusesText(String text) {
        assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "0000", // no key
                "0003080112", // a key without its bytes
                "002b0801122000", // a key too long to stand for itself, cut off
                "1114da39a3ee5e6b4b0d3255bfef95601890afd80709", // a SHA-1
            })
    void refusesBytes(String hex) {
        assertThatThrownBy(() -> PeerId.fromBytes(HexFormat.of().parseHex(hex))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void everyKeyHasItsOwnName() {
        Property.forAll(200, random -> SigningKey.generate(random).verifyingKey(), key -> {
            PeerId id = PeerId.of(key);
            assertThat(PeerId.parse(id.toString())).isEqualTo(id);
            assertThat(id.key()).contains(key);
        });
    }

    @Tag("fuzz")
    @Test
    void survivesAnyBytesAndAnyText() throws IOException {
        Fuzz.bytes(List.of(PeerId.parse(ED25519).bytes(), PeerId.parse(SHA256).bytes()), bytes -> {
            PeerId id = PeerId.fromBytes(bytes);
            assertThat(id.bytes()).isEqualTo(bytes);
            assertThat(PeerId.parse(id.toString())).isEqualTo(id);
            return id;
        });
        Fuzz.text(List.of(ED25519, SHA256, AS_CID), PeerId::parse);
    }
}
