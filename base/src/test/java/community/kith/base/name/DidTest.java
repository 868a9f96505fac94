package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.Libp2pKeys;
import community.kith.base.crypto.SigningKey;
import community.kith.base.crypto.VerifyingKey;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidTest {
    private static final String ZERO_SEED = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";

    /// The Ed25519 vectors of the did:key method: the last byte of a seed that is zero before it, and the name.
    @ParameterizedTest
    @CsvSource({
        "0, did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp",
        "1, did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG",
        "2, did:key:z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf"
    })
    void namesThePublishedKeys(byte lastByteOfSeed, String text) throws IOException {
        byte[] seed = new byte[32];
        seed[31] = lastByteOfSeed;
        VerifyingKey key = SigningKey.fromSeed(seed).verifyingKey();

        Did did = Did.of(key);

        assertThat(did).hasToString(text);
        assertThat(Did.parse(text)).isEqualTo(did).hasSameHashCodeAs(did);
        assertThat(Did.parse(text).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "did:key:",
                "did:web:example.org",
                "did:key:u7QE7aifO5JOnJVYmGbGfYJlZ8tdNAhWMSrL9DKPM7WUm8Q", // another multibase
                "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooW", // cut off
                "did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", // X25519
                "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", // secp256k1
                "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp#z6Mk", // a key of a document
                "DID:KEY:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
            })
    void refuses(String text) {
        assertThatThrownBy(() -> Did.parse(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void namesOnlyEd25519Keys() throws IOException {
        VerifyingKey secp256k1 = VerifyingKey.fromProtobuf(Libp2pKeys.publicMessage(VerifyingKey.Kind.SECP256K1));

        assertThatThrownBy(() -> Did.of(secp256k1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Tag("fuzz")
    @Test
    void survivesAnyText() {
        Fuzz.text(List.of(ZERO_SEED), text -> {
            Did did = Did.parse(text);
            assertThat(did).hasToString(text);
            return did;
        });
    }
}
