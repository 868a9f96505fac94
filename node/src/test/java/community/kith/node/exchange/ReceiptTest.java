package community.kith.node.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static final Instant AT = Instant.parse("2026-11-21T00:00:00Z");
    private static final SigningKey HOLDER = key(1);
    private static final Did OWNER = Did.of(key(2).verifyingKey());
    private static final byte[] BLOB = "hello, neighbour".getBytes(StandardCharsets.UTF_8);

    /// From docs/spec/shard-exchange.md.
    private static final String VECTOR = "a76176016261741a6b00df0062627958208a88e3dd7409f195fd52db2d3cba5d"
            + "72ca6709bf1d94121bf3748801b40f6f5c63636964d82a58250001551220cb9c"
            + "89735b8795dd9439646a63b10fbc8bab980ccce83faf5be7970d4fdf22996366"
            + "6f7258208139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b"
            + "8fc9b394637369675840ec03e5bdbf584516e499b5b03452c846c4dc654b18a0"
            + "6c1c79fca5bf5d928cb1274f7894e8625d0a88245227c09d307d673c9c91cd03"
            + "11d6c043647327e09a086473697a6510";

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.fromSeed(bytes);
    }

    private static Receipt receipt() {
        return Receipt.sign(HOLDER, Cid.ofRaw(BLOB), BLOB.length, OWNER, AT);
    }

    @Test
    void hasTheBytesOfTheSpecification() throws IOException {
        assertThat(HexFormat.of().formatHex(receipt().bytes())).isEqualTo(VECTOR);
        assertThat(Receipt.parse(HexFormat.of().parseHex(VECTOR))).isEqualTo(receipt());
    }

    @Test
    void isBelievedWhenTheHolderSignedExactlyThis() {
        Receipt good = receipt();
        assertThat(good.verify(AT).isAllowed()).isTrue();
        Did other = Did.of(key(3).verifyingKey());
        List<Receipt> forged = List.of(
                new Receipt(Cid.ofRaw(new byte[1]), good.sizeBytes(), OWNER, good.holder(), AT, good.signature()),
                new Receipt(good.cid(), good.sizeBytes() + 1, OWNER, good.holder(), AT, good.signature()),
                new Receipt(good.cid(), good.sizeBytes(), other, good.holder(), AT, good.signature()),
                new Receipt(good.cid(), good.sizeBytes(), OWNER, good.holder(), AT.plusSeconds(1), good.signature()));
        assertThat(forged).allMatch(receipt -> receipt.verify(AT) instanceof Verdict.Refused);
    }

    @Test
    void isNotBelievedWhenItIsFromTomorrow() {
        assertThat(receipt().verify(AT.minusSeconds(86_400))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void isRefusedWhenItIsTooLongOrNamesAnotherKindOfThing() {
        assertThatThrownBy(() -> Receipt.parse(new byte[Receipt.MAX_BYTES + 1])).isInstanceOf(ProtocolException.class);
        Receipt aboutANode = Receipt.sign(HOLDER, Cid.dagCbor(BLOB), BLOB.length, OWNER, AT);
        assertThatThrownBy(() -> Receipt.parse(aboutANode.bytes())).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void isParsedOrRefused() {
        Fuzz.bytes(List.of(receipt().bytes()), Receipt::parse);
    }
}
