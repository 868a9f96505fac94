package community.kith.base.name;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.Signed;
import community.kith.base.crypto.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The vectors of docs/spec/names-and-bytes.md.
class SpecificationPageTest {
    private static final SigningKey ZERO = SigningKey.fromSeed(new byte[32]);

    @Test
    void namesTheKeyInAllItsForms() {
        PeerId id = PeerId.of(ZERO.verifyingKey());

        assertThat(hex(ZERO.verifyingKey().raw()))
                .isEqualTo("3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
        assertThat(Did.of(ZERO.verifyingKey())).hasToString("did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
        assertThat(id).hasToString("12D3KooWDpJ7As7BWAwRMfu1VU2WCqNjvq387JEYKDBj4kx6nXTN");
        assertThat(hex(id.bytes()))
                .isEqualTo("0024080112203b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29");
        assertThat(id.toCid()).hasToString("bafzaajaiaejcao3ke66m5nvefvrkhkgqfjxq243fgikxohpciotdvqciugfvtwrj");
    }

    @Test
    void signsForOneDomain() {
        byte[] message = Signed.message("example/1", "hello".getBytes(StandardCharsets.US_ASCII));

        assertThat(hex(message)).isEqualTo("6b6974683a6578616d706c652f310068656c6c6f");
        assertThat(hex(ZERO.sign(message)))
                .isEqualTo("26ae6280e79b8d6535be758ee1cd77721c4a896c370220662d5fb39119988ec3"
                        + "fc85dc98824a88199b5a46e533348ef5f9389aec6ac09794102942f4fe207509");
    }

    @Test
    void writesValuesAndMessages() throws IOException {
        Cid link = Cid.ofRaw("hello world".getBytes(StandardCharsets.US_ASCII));
        byte[] value = DagCbor.encode(Ipld.fields()
                .put("n", 300)
                .put("at", link)
                .put("ok", true)
                .put("name", "Ada")
                .build());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DagCbor.write(message, Ipld.of(300));

        assertThat(hex(value))
                .isEqualTo("a4616e19012c626174d82a58250001551220b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee"
                        + "9088f7ace2efcde9626f6bf5646e616d6563416461");
        assertThat(Cid.dagCbor(value)).hasToString("bafyreigvwswu53quxtwfzujlguw7jkg45boedado4wanswkyw62g6n2gpm");
        assertThat(link).hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
        assertThat(hex(message.toByteArray())).isEqualTo("0319012c");
    }

    @Test
    void writesAddresses() throws IOException {
        assertThat(hex(Multiaddr.parse("/ip6/::1/udp/1234/quic-v1").bytes()))
                .isEqualTo("2900000000000000000000000000000001910204d2cd03");
        assertThat(hex(Multiaddr.parse("/dns4/example.com/tcp/443/tls/ws").bytes()))
                .isEqualTo("360b6578616d706c652e636f6d0601bbc003dd03");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
